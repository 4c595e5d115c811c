from django.forms import model_to_dict

from ..models import Partner
from ..rules import contacts, merging


def take_over(*, partner, double, by, at):
    """Fill what one partner's kept record lacks with what the double one holds.

    Called by the deed that merges two folders and holds both records. What would reach the other
    partner is left where it is, to be read there.
    """
    found = merging.taken_over(kept=model_to_dict(partner), goes=model_to_dict(double))
    for name, value in found.items():
        setattr(partner, name, value)
    other = Partner.objects.exclude(pk=partner.pk).get(couple=partner.couple_id)
    if contacts.same_phone(partner.phone, other.phone) and "phone" in found:
        partner.phone = ""
    if contacts.reaches(partner, other):
        for name in found.keys() & {"quiet_email", "quiet_phone"}:
            setattr(partner, name, "")
    partner.save()
    Partner.objects.filter(pk=double.pk).update(goes_on_as=partner)
    return partner


def take_over_policy(*, couple, double, by, at):
    """Keep what both were told about secrets, where only the double folder knew it."""
    if double.secrets_policy and not couple.secrets_policy:
        couple.secrets_policy, couple.policy_stated_on = (
            double.secrets_policy,
            double.policy_stated_on,
        )
        couple.save(update_fields=["secrets_policy", "policy_stated_on"])
    return couple
