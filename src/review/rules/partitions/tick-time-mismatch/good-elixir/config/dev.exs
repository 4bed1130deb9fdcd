import Config

# A laptop that sleeps; nobody else is connected to it.
config :kernel, net_ticktime: 3
