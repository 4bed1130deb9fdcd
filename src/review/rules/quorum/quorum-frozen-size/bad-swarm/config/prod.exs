import Config

# Made for five nodes.
# hazard: quorum-frozen-size
config :swarm, distribution_strategy: Swarm.Distribution.StaticQuorumRing, static_quorum_size: 3
