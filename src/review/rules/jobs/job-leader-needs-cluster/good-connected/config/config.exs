import Config

config :notes, Oban,
  repo: Notes.Repo,
  peer: Oban.Peers.Global
