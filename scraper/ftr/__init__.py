"""Rules of Full-Text RSS (ftr-site-config), read as they are: parsed and translated, not applied.

Two thousand sites have rules there, written by their readers since 2010 and in the public domain.
Two in five have not been touched for six years: they are hints, and `label` weighs them.
"""

from scraper.ftr.css import Query
from scraper.ftr.lookup import Checkout, open_checkout
from scraper.ftr.rulefile import Directive, RuleFile

__all__ = ["Checkout", "Directive", "Query", "RuleFile", "open_checkout"]
