"""A server that does what servers must not, and a ledger of how its clients behaved."""

from tests.fetch.faultserver.fault import Fault
from tests.fetch.faultserver.faults import BY_NAME, FAULTS
from tests.fetch.faultserver.ledger import Arrival, Ledger
from tests.fetch.faultserver.names import Names
from tests.fetch.faultserver.server import NETWORK, FaultServer

__all__ = ["BY_NAME", "FAULTS", "NETWORK", "Arrival", "Fault", "FaultServer", "Ledger", "Names"]
