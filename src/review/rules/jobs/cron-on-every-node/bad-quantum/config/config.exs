import Config

config :club, Club.Scheduler,
  # hazard: cron-on-every-node
  jobs: [
    {"0 7 * * *", {Club.Reminders, :send_all, []}}
  ]
