"""The record as files for other tools: tidy tables with their codebook, GeoJSON, MEND's columns and FollowTheMoney entities."""

from sulh.record.exports.export import FORMATS, Written, export

__all__ = ["FORMATS", "Written", "export"]
