"""What is done before tracing: copies are put together, languages and series that share a folder are told apart."""

from sulh.wording.gathering.gather import Gathering, GatheringRemark, StatementSeries, gather

__all__ = ["Gathering", "GatheringRemark", "StatementSeries", "gather"]
