import Config

config :notes, Oban,
  repo: Notes.Repo,
  # hazard: job-leader-needs-cluster
  peer: Oban.Peers.Global,
  # hazard: job-leader-needs-cluster
  notifier: {Oban.Notifiers.PG, namespace: "notes"},
  plugins: [{Oban.Plugins.Cron, crontab: [{"0 3 * * *", Notes.Nightly}]}]
