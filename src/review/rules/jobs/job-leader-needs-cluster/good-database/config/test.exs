import Config

# Tests are one node.
config :notes, Oban, peer: Oban.Peers.Global
