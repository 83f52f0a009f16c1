"""How right incidents are read from reports of monitoring missions, against labels; the texts themselves are not ours to publish."""
