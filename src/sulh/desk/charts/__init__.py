"""Pictures of a record as SVG: timeline, network, map and roles, each with the same facts as a table."""
