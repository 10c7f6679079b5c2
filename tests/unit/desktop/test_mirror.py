"""The home as the hub told it."""

from desktop.backend.api import (
    HomeInfo,
    Layout,
    LayoutChanged,
    Link,
    LinkChanged,
    LinkPhase,
    Places,
    PlacesChanged,
    Snapshot,
    StatesChanged,
)
from desktop.viewmodels.mirror import HomeMirror
from embedded_hub.model.ids import AreaId, DeviceId, EntityId
from tests.unit.desktop.homes import KITCHEN, device, entity, state

LAMP = EntityId("light.lamp")


def filled() -> HomeMirror:
    mirror = HomeMirror()
    mirror.apply(
        Snapshot(
            info=HomeInfo(name="Flat"),
            places=Places(
                areas=(KITCHEN,),
                devices=(device("d1", "Ceiling", KITCHEN),),
                entities=(
                    entity("light.lamp", device_id=DeviceId("d1")),
                    entity("sensor.lamp_power", device_id=DeviceId("d1"), category="diagnostic"),
                ),
            ),
            states=(state("light.lamp", "on"), state("sensor.lamp_power", "4")),
        )
    )
    return mirror


def test_snapshot_replaces_everything_that_was_known() -> None:
    mirror = filled()
    touched = mirror.apply(
        Snapshot(info=HomeInfo(name="Flat"), places=Places(), states=(state("light.new", "on"),))
    )
    assert set(mirror.states) == {"light.new"}
    assert LAMP in touched.entity_ids
    assert touched.is_structure


def test_state_of_a_known_entity_changes_no_structure() -> None:
    touched = filled().apply(StatesChanged(states=(state("light.lamp", "off"),)))
    assert touched.entity_ids == {LAMP}
    assert not touched.is_structure


def test_new_and_removed_entities_change_the_structure() -> None:
    mirror = filled()
    assert mirror.apply(StatesChanged(states=(state("light.new", "on"),))).is_structure
    assert mirror.apply(StatesChanged(removed=(LAMP,))).is_structure
    assert LAMP not in mirror.states


def test_losing_the_link_keeps_what_was_known() -> None:
    mirror = filled()
    mirror.apply(LinkChanged(link=Link(phase=LinkPhase.LOST, since_at=1.0)))
    assert mirror.is_filled
    assert LAMP in mirror.states


def test_area_is_the_devices_unless_the_entity_has_its_own() -> None:
    mirror = filled()
    assert mirror.area_of(mirror.entity(LAMP)) == KITCHEN
    mirror.apply(
        PlacesChanged(
            places=Places(
                areas=(KITCHEN,), entities=(entity("light.lamp", area_id=KITCHEN.area_id),)
            )
        )
    )
    assert mirror.area_of(mirror.entity(LAMP)) == KITCHEN
    assert mirror.area_of(entity("light.other", area_id=AreaId("nowhere"))) is None


def test_entity_without_an_entry_is_known_by_its_state() -> None:
    mirror = filled()
    mirror.apply(StatesChanged(states=(state("light.bare", "on", friendly_name="Bare"),)))
    assert mirror.name_of(mirror.entity(EntityId("light.bare"))) == "Bare"
    assert mirror.is_shown(EntityId("light.bare"))


def test_name_a_person_gave_wins_over_the_gateways() -> None:
    mirror = filled()
    mirror.apply(StatesChanged(states=(state("light.lamp", "on", friendly_name="Ceiling Light"),)))
    assert mirror.name_of(mirror.entity(LAMP)) == "Ceiling Light"
    mirror.apply(PlacesChanged(places=Places(entities=(entity("light.lamp", name="Sun"),))))
    assert mirror.name_of(mirror.entity(LAMP)) == "Sun"


def test_diagnostic_hidden_disabled_and_gone_entities_have_no_tile() -> None:
    mirror = filled()
    assert list(mirror.shown()) == [LAMP]
    for field in ({"hidden_by": "user"}, {"disabled_by": "user"}, {"is_gone": True}):
        mirror.apply(PlacesChanged(places=Places(entities=(entity("light.lamp", **field),))))
        assert LAMP not in mirror.shown()


def test_siblings_are_the_other_entities_of_the_device() -> None:
    mirror = filled()
    siblings = mirror.siblings_of(mirror.entity(LAMP))
    assert [one.entity_id for one in siblings] == ["sensor.lamp_power"]
    assert mirror.siblings_of(entity("light.bare")) == []


def test_arrangement_is_taken_over() -> None:
    mirror = filled()
    touched = mirror.apply(LayoutChanged(layout=Layout(favorites=("light.lamp",))))
    assert touched.is_layout
    assert mirror.layout.favorites == ("light.lamp",)
