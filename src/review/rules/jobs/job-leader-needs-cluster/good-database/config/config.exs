import Config

# The default keeps leadership in the database.
config :notes, Oban,
  repo: Notes.Repo,
  peer: Oban.Peers.Database,
  notifier: Oban.Notifiers.Postgres
