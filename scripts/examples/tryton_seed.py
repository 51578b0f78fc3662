"""Which master data does the CRM of the examples begin with?

Run by Tryton's own Python on a new database. In: the configuration file and a password. Out: a company, two sales
employees with their users, the companies that are known already, each with an open opportunity, and the leads.
"""

import sys
from datetime import datetime, timedelta
from decimal import Decimal

from proteus import Model, config  # type: ignore[import-not-found]  # it lives in Tryton's own environment
from scripts.examples.leads import COMPANIES, EMPLOYEES, LEADS, OWN

GROUPS = ("Sales", "Sale Opportunity", "Party Administration")


def main(config_file: str, password: str) -> None:
    """Seed the database ``crm``."""
    config.set_trytond("crm", config_file=config_file)
    finish_set_up()
    currency = Model.get("currency.currency")(name="Euro", code="EUR", symbol="€", rounding=Decimal("0.01"), digits=2)
    currency.rates.new(rate=Decimal(1))
    currency.save()
    company = Model.get("company.company")(party=party(OWN), currency=currency, timezone="Europe/Berlin")
    company.save()
    sees_company(company)
    employees = {login: employ(login, name, company, password) for login, name in EMPLOYEES.items()}
    opportunity = Model.get("sale.opportunity")
    today = datetime.now().astimezone().date()
    for known in (each for each in COMPANIES if each.known):
        owner = next(employees[other] for other in EMPLOYEES for lead in LEADS
                     if lead.company == known and lead.performer != other)  # fmt: skip
        open_one = opportunity(
            description="Renewal", party=party(known.name, known.phone), company=company, employee=owner,
            amount=Decimal(18_000), start_date=today - timedelta(days=30),
        )  # fmt: skip
        open_one.save()
        open_one.click("opportunity")
    for lead in LEADS:
        opportunity(
            description=lead.subject, company=company, employee=employees[lead.performer], comment=lead.comment,
            start_date=today - timedelta(days=lead.days_ago),
        ).save()  # fmt: skip


def finish_set_up() -> None:
    """Tell Tryton that nobody needs its configuration wizards."""
    for item in Model.get("ir.module.config_wizard.item").find([("state", "!=", "done")]):
        item.state = "done"
        item.save()


def party(name: str, phone: str = "") -> object:
    """Return a new party."""
    made = Model.get("party.party")(name=name)
    if phone:
        made.contact_mechanisms.new(type="phone", value=phone)
    made.save()
    return made


def sees_company(company: object) -> None:
    """Let the administrator, who seeds, see the records of the company."""
    users = Model.get("res.user")
    settings = config.get_config()
    admin = users(settings.user)
    admin.companies.append(Model.get("company.company")(company.id))  # type: ignore[attr-defined]
    admin.company = company
    admin.save()
    settings._context = users.get_preferences(True, {})  # noqa: FBT003, SLF001 - proteus has no other way


def employ(login: str, name: str, company: object, password: str) -> object:
    """Return a new employee, whose user may work on leads and parties."""
    employee = Model.get("company.employee")(party=party(name), company=company)
    employee.save()
    user = Model.get("res.user")(name=name, login=login, password=password, company=company, employee=employee)
    for group in Model.get("res.group").find([("name", "in", GROUPS)]):
        user.groups.append(group)
    user.companies.append(Model.get("company.company")(company.id))  # type: ignore[attr-defined]
    user.employees.append(Model.get("company.employee")(employee.id))
    user.save()
    return employee


if __name__ == "__main__":
    main(*sys.argv[1:])
