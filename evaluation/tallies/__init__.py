"""How right tallies are read from reports of a monitoring mission, against labels; the texts themselves are not ours to publish."""
