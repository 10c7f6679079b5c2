"""Answers what the hub is, what it can do and who its people are."""

from embedded_hub.core.people import Invitation, Principal, Role, User
from embedded_hub.errors import NotFound, Unauthorized
from embedded_hub.model.capability import describe_services
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.config import (
    CurrentUser,
    GetConfig,
    GetManifest,
    GetPanels,
    GetServices,
    ListPersons,
    ListUsers,
    LongLivedToken,
)
from embedded_hub.protocol.failures import HA_VERSION
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable

_DAY_S = 86_400.0
_UNITS: JsonObject = {
    "length": "km",
    "accumulated_precipitation": "mm",
    "mass": "g",
    "pressure": "Pa",
    "temperature": "°C",
    "volume": "L",
    "wind_speed": "m/s",
}
_GROUPS = {Role.OWNER: "system-admin", Role.FAMILY: "system-users"}


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(GetConfig, get_config)
    table.quick(GetServices, get_services)
    table.quick(GetPanels, get_panels)
    table.quick(CurrentUser, current_user)
    table.quick(ListUsers, list_users)
    table.slow(LongLivedToken, make_token)
    table.quick(ListPersons, list_persons)
    table.quick(GetManifest, get_manifest)


def get_config(caller: Caller, _: GetConfig) -> JsonObject:
    """Tell the home's name, place, units and language; who does not live here learns no place."""
    settings = caller.home.settings
    is_resident = caller.home.permissions.is_resident(caller.principal)
    domains = {state.entity_id.partition(".")[0] for state in caller.sight.states()}
    return {
        "latitude": settings.latitude if is_resident else 0.0,
        "longitude": settings.longitude if is_resident else 0.0,
        "elevation": round(settings.elevation_m) if is_resident else 0,
        "unit_system": _UNITS,
        "location_name": settings.name,
        "time_zone": settings.time_zone,
        "components": sorted(domains | {"homeassistant", "history", "logbook", "recorder"}),
        "config_dir": "",
        "allowlist_external_dirs": [],
        "allowlist_external_urls": [],
        "version": HA_VERSION,
        "config_source": "storage",
        "recovery_mode": False,
        "safe_mode": False,
        "state": "RUNNING",
        "external_url": None,
        "internal_url": None,
        "currency": settings.currency,
        "country": settings.country,
        "language": settings.language,
    }


def get_services(caller: Caller, _: GetServices) -> JsonObject:
    """Describe the actions of the domains this person sees something of."""
    domains = {entity.domain for entity in caller.sight.entities()}
    is_resident = caller.home.permissions.is_resident(caller.principal)
    persons = caller.home.notice_actions.services() if is_resident else ()
    return describe_services(domains, persons)


def get_panels(_caller: Caller, _: GetPanels) -> JsonObject:
    """List the pages the hub offers: none but its own interfaces'."""
    return {}


def current_user(caller: Caller, _: CurrentUser) -> JsonObject:
    """Tell who this is."""
    user = caller.principal.user
    is_owner = user.role is Role.OWNER
    return {
        "id": user.id,
        "name": user.name,
        "is_owner": is_owner,
        "is_admin": is_owner,
        "credentials": [],
        "mfa_modules": [],
    }


def list_users(caller: Caller, _: ListUsers) -> list[JsonObject]:
    """List everybody who may come in."""
    caller.require_admin()
    return [_listed_user(user) for user in caller.home.people.users()]


async def make_token(caller: Caller, command: LongLivedToken) -> str:
    """Make another token for the same person."""
    principal: Principal = caller.principal
    if principal.role not in (Role.OWNER, Role.FAMILY, Role.TESTER):
        raise Unauthorized("a guest's access is given by the owner")
    user, people = principal.user, caller.home.people
    ends_at = caller.home.clock.utc_s() + command.lifespan * _DAY_S
    # What is lent for a day cannot lend itself for a year.
    own_end_at = people.expires_at(principal.token_id)
    text, token, _ = await people.welcome(
        Invitation(person_id=user.id),
        command.client_name,
        expires_at=ends_at if own_end_at is None else min(ends_at, own_end_at),
    )
    caller.home.audit.note(principal, "device/added", token.id, {"name": token.name})
    return text


def list_persons(caller: Caller, _: ListPersons) -> JsonObject:
    """List the people of the home; a guest sees only themselves."""
    people = [user for user in caller.home.people.users() if user.role is not Role.GATEWAY]
    if caller.principal.role is Role.GUEST:
        people = [caller.principal.user]
    stored: list[JsonValue] = [
        {
            "id": user.id,
            "name": user.name,
            "user_id": user.id,
            "device_trackers": [
                entity_id
                for entity_id in caller.home.locations.trackers_of(user.id)
                if caller.sight.scope.sees(entity_id)
            ],
        }
        for user in people
    ]
    return {"storage": stored, "config": []}


def get_manifest(caller: Caller, command: GetManifest) -> JsonObject:
    """Describe one kind of gateway."""
    directory = caller.home.directory
    for kind in directory.types() if directory else ():
        if kind.get("type") == command.integration:
            return {
                "domain": command.integration,
                "name": kind.get("title"),
                "codeowners": [],
                "dependencies": [],
                "documentation": None,
                "iot_class": "local_push",
                "is_built_in": True,
            }
    raise NotFound("Integration not found", details={"integration": command.integration})


def _listed_user(user: User) -> JsonObject:
    return {
        "id": user.id,
        "username": None,
        "name": user.name,
        "is_owner": user.role is Role.OWNER,
        "is_active": user.is_active,
        "local_only": False,
        "system_generated": user.role is Role.GATEWAY,
        "group_ids": [_GROUPS.get(user.role, "system-read-only")],
        "credentials": [],
        "role": user.role.value,
    }
