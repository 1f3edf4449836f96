"""That nobody is identified: pseudonyms, k-anonymity, general roles, withheld cells, the mosaic."""

from __future__ import annotations

from coder.disclosure.anonymity import alone, beside, rare, unique_on, variables_of
from coder.disclosure.masking import Mask, Masked, names_of_people, role_words, source_words
from coder.disclosure.mosaic import Said, mosaic, mosaic_table, telling
from coder.disclosure.names import pseudonyms
from coder.disclosure.published import Hidden, Policy, hide, published, small_groups
from coder.disclosure.roles import STAFF, generalised
from coder.disclosure.suppression import WITHHELD, withheld

__all__ = [
    "STAFF",
    "WITHHELD",
    "Hidden",
    "Mask",
    "Masked",
    "Policy",
    "Said",
    "alone",
    "beside",
    "generalised",
    "hide",
    "mosaic",
    "mosaic_table",
    "names_of_people",
    "pseudonyms",
    "published",
    "rare",
    "role_words",
    "small_groups",
    "source_words",
    "telling",
    "unique_on",
    "variables_of",
    "withheld",
]
