"""Puts together what there is to say of one gateway. Reads the disk for versions."""

import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, packages_distributions, version

import msgspec

from embedded_hub import __version__
from embedded_hub.gateways.api import GatewayConfig, Manifest
from embedded_hub.model.gateway_report import Diagnosis, DriverInfo, LinkReport, SystemInfo
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.security.redaction import redact

_OWN_PACKAGE = __name__.partition(".")[0]


def diagnosis_of(
    config: GatewayConfig, status: GatewayStatus, report: LinkReport, manifest: Manifest | None
) -> Diagnosis:
    """Return everything there is to say of a gateway.

    Args:
        config: Its settings; what is secret of them is taken out of the others too.
        status: How it stands.
        report: How it has been doing.
        manifest: Of its driver; ``None`` for those that dial us.
    """
    secrets = tuple(config.secrets.values())
    options = {name: redact(value, secrets) for name, value in status.options.items()}
    return Diagnosis(
        status=msgspec.structs.replace(status, options=options),
        driver=DriverInfo(
            type=status.type,
            title=manifest.title if manifest else status.type.capitalize(),
            version=_version_of(manifest),
        ),
        since_at=status.since_at,
        connects=report.connects,
        last_errors=report.last_errors,
        rates=report.rates,
        counts=report.counts,
        round_trip_ms=status.round_trip_ms,
        log=report.log,
        system=SystemInfo(
            version=__version__,
            python=platform.python_version(),
            platform=platform.platform(),
        ),
    )


def _version_of(manifest: Manifest | None) -> str:
    package = manifest.module.partition(".")[0] if manifest else _OWN_PACKAGE
    if package == _OWN_PACKAGE:
        return __version__
    names: Iterable[str] = packages_distributions().get(package, ())
    for name in names:
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return "unknown"
