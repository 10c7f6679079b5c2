// Generated from embedded_hub/protocol by build/generate_web_types.py; do not edit.

/** The fields of every command, by its type on the wire. */
export interface Commands {
  /** Ask for a ``pong``, to see that the other end still answers. */
  "ping": {};
  /** Say what this client can take; arrays are sent to nobody who has not said so. */
  "supported_features": { features?: { coalesce_messages?: number | null; bulk_window?: number | null; }; };
  /** List the state of every entity this person may see. */
  "get_states": {};
  /** Follow states: all of them first, then only what changes, in the compressed form. */
  "subscribe_entities": { entity_ids?: readonly (string)[] | null; };
  /** Follow the events of one type; all types, for the owner, when left out. */
  "subscribe_events": { event_type?: string | null; };
  /** End any subscription of this connection. */
  "unsubscribe_events": { subscription: number; };
  /** Be told when a state does what the trigger says; only ``state`` triggers are known. */
  "subscribe_trigger": { trigger: Record<string, unknown> | readonly (Record<string, unknown>)[]; variables?: Record<string, unknown> | null; };
  /** Put an event of one's own on the bus; for the owner. */
  "fire_event": { event_type: string; event_data?: Record<string, unknown>; };
  /** Ask for an action; the result says how it ended. */
  "call_service": { domain: string; service: string; service_data?: Record<string, unknown> | null; target?: { entity_id?: string | readonly (string)[]; device_id?: string | readonly (string)[]; area_id?: string | readonly (string)[]; floor_id?: string | readonly (string)[]; label_id?: string | readonly (string)[]; } | null; return_response?: boolean; expires_in?: number | null; cmd_id?: string | null; };
  /** Read the home's name, place, units, language and version. */
  "get_config": {};
  /** Read which actions there are, by domain, with their fields. */
  "get_services": {};
  /** Read which pages the hub offers. */
  "get_panels": {};
  /** Read who this connection is. */
  "auth/current_user": {};
  /** List everybody who may come in; for the owner. */
  "config/auth/list": {};
  /** Get another token for this same person, shown once. */
  "auth/long_lived_access_token": { client_name: string; lifespan?: number; client_icon?: string | null; };
  /** List the people of the home. */
  "person/list": {};
  /** Read what the hub knows of one kind of gateway. */
  "manifest/get": { integration: string; };
  /** Find what belongs together: an entity's device and area, a device's entities. */
  "search/related": { item_type: string; item_id: string; };
  /** List the areas. */
  "config/area_registry/list": {};
  /** Make an area; its id comes from its name. */
  "config/area_registry/create": { name: string; aliases?: readonly (string)[]; floor_id?: string | null; icon?: string | null; picture?: string | null; labels?: readonly (string)[]; };
  /** Change an area. */
  "config/area_registry/update": { area_id: string; name?: string; aliases?: readonly (string)[]; floor_id?: string | null; icon?: string | null; picture?: string | null; labels?: readonly (string)[]; };
  /** Remove an area; what was in it is nowhere. */
  "config/area_registry/delete": { area_id: string; };
  /** List the floors. */
  "config/floor_registry/list": {};
  /** Make a floor. */
  "config/floor_registry/create": { name: string; aliases?: readonly (string)[]; icon?: string | null; level?: number | null; };
  /** Change a floor. */
  "config/floor_registry/update": { floor_id: string; name?: string; aliases?: readonly (string)[]; icon?: string | null; level?: number | null; };
  /** Remove a floor; its areas stay. */
  "config/floor_registry/delete": { floor_id: string; };
  /** List the labels. */
  "config/label_registry/list": {};
  /** Make a label. */
  "config/label_registry/create": { name: string; color?: string | null; description?: string | null; icon?: string | null; };
  /** Change a label. */
  "config/label_registry/update": { label_id: string; name?: string; color?: string | null; description?: string | null; icon?: string | null; };
  /** Remove a label from everything that carries it. */
  "config/label_registry/delete": { label_id: string; };
  /** List the devices. */
  "config/device_registry/list": {};
  /** Change what people may choose about a device. */
  "config/device_registry/update": { device_id: string; area_id?: string | null; name_by_user?: string | null; labels?: readonly (string)[]; disabled_by?: "user" | null; };
  /** List the entities, disabled ones included. */
  "config/entity_registry/list": {};
  /** List the entities a screen shows, in short keys. */
  "config/entity_registry/list_for_display": {};
  /** Read everything about one entity. */
  "config/entity_registry/get": { entity_id: string; };
  /** Change what people may choose about an entity, its id included. */
  "config/entity_registry/update": { entity_id: string; new_entity_id?: string; name?: string | null; icon?: string | null; area_id?: string | null; aliases?: readonly (string)[]; labels?: readonly (string)[]; disabled_by?: "user" | null; hidden_by?: "user" | null; };
  /** Remove an entity its gateway no longer describes. */
  "config/entity_registry/remove": { entity_id: string; };
  /** Name devices and put them in areas, all of them or none; for the owner. */
  "home/devices/arrange": { changes: readonly ({ device_id: string; name?: string | null; area_id?: string | null; })[]; };
  /** List what seems to be one thing and is described by several gateways; for the owner. */
  "home/devices/duplicates": {};
  /** Make devices a part of the one that is kept; for the owner. */
  "home/devices/merge": { keep: string; others: readonly (string)[]; };
  /** Separate a part from its device, or all parts of a device; for the owner. */
  "home/devices/unmerge": { device_id: string; };
  /** Say that devices are different things and not to be offered for merging; for the owner. */
  "home/devices/distinct": { device_ids: readonly (string)[]; is_distinct?: boolean; };
  /** Read the states of some entities over a time. */
  "history/history_during_period": { start_time: string; end_time?: string | null; entity_ids?: readonly (string)[]; include_start_time_state?: boolean; significant_changes_only?: boolean; minimal_response?: boolean; no_attributes?: boolean; };
  /** Read the states over a time, then follow what comes. */
  "history/stream": { start_time: string; end_time?: string | null; entity_ids?: readonly (string)[]; include_start_time_state?: boolean; significant_changes_only?: boolean; minimal_response?: boolean; no_attributes?: boolean; };
  /** Read what changed and who did it. */
  "logbook/get_events": { start_time: string; end_time?: string | null; entity_ids?: readonly (string)[] | null; device_ids?: readonly (string)[] | null; context_id?: string | null; };
  /** Read what changed and who did it, then follow what comes. */
  "logbook/event_stream": { start_time: string; end_time?: string | null; entity_ids?: readonly (string)[] | null; device_ids?: readonly (string)[] | null; };
  /** Read mean, minimum and maximum by period. */
  "recorder/statistics_during_period": { start_time: string; statistic_ids: readonly (string)[]; period: "5minute" | "day" | "hour" | "month" | "week"; end_time?: string | null; types?: readonly (string)[] | null; };
  /** List the entities that have statistics. */
  "recorder/list_statistic_ids": { statistic_type?: string | null; };
  /** Read whether history is being kept. */
  "recorder/info": {};
  /** List the notices. */
  "persistent_notification/get": {};
  /** List the notices, then follow what is added, updated and removed. */
  "persistent_notification/subscribe": {};
  /** List the notices this person may read, oldest first, with all there is to know of them. */
  "notice/list": {};
  /** List the notices in the answer, then follow them. */
  "notice/subscribe": {};
  /** Say that this person read a notice. */
  "notice/ack": { notice: string; };
  /** Take a notice away, for everybody it is for. */
  "notice/dismiss": { notice: string; };
  /** Press a button of a notice: its action is called with the rights of whoever presses. */
  "notice/act": { notice: string; action: string; };
  /** Read what this person's interfaces saved under a key; everything without one. */
  "frontend/get_user_data": { key?: string | null; };
  /** Save a value under a key, for this person alone. */
  "frontend/set_user_data": { key: string; value: unknown; };
  /** Read words for states; ours ship with the interfaces, so the answer is empty. */
  "frontend/get_translations": { language: string; category?: string | null; integration?: string | readonly (string)[] | null; config_flow?: boolean | null; };
  /** Read colour themes; there are none but the interfaces' own. */
  "frontend/get_themes": {};
  /** Read the tile layout as a dashboard; ``config_not_found`` until one was saved. */
  "lovelace/config": { url_path?: string | null; force?: boolean; };
  /** Read extra scripts of dashboards; there are none. */
  "lovelace/resources": {};
  /** Read what this home is called, where it is reached and who is asking. */
  "home/info": {};
  /** Change what the home is called and where it stands, for the owner; what is not named stays. */
  "home/configure": { name?: string; latitude?: number; longitude?: number; elevation_m?: number; time_zone?: string; language?: string; country?: string | null; currency?: string; map_tiles?: string; map_credit?: string; };
  /** Make a token, shown once; for the owner. */
  "home/tokens/create": { role: "family" | "gateway" | "guest" | "owner" | "tester"; name: string; area_ids?: readonly (string)[]; gateway_id?: string | null; };
  /** List the tokens without their secrets; for the owner. */
  "home/tokens/list": {};
  /** Make a token worthless and end its sessions; for the owner. */
  "home/tokens/revoke": { token_id: string; };
  /** List the kinds of gateways that can be added, with their settings. */
  "home/gateways/types": {};
  /** List the gateways with how they stand. */
  "home/gateways/list": {};
  /** Follow the whole list: now and at each change. */
  "home/gateways/subscribe": {};
  /** Add a gateway and wait until its first snapshot is in. */
  "home/gateways/add": { gateway_type: string; title?: string | null; options?: Record<string, string>; };
  /** Give a gateway another title or other settings, and connect with them. */
  "home/gateways/edit": { gateway_id: string; title?: string | null; options?: Record<string, string | null>; };
  /** Connect once with these settings and keep nothing. */
  "home/gateways/test": { gateway_type: string; options?: Record<string, string>; };
  /** Give up what this session is adding, trying, changing or admitting. */
  "home/gateways/cancel": {};
  /** Disconnect a gateway until told otherwise, or go on. */
  "home/gateways/pause": { gateway_id: string; is_paused: boolean; };
  /** Remove a gateway with its devices and entities. */
  "home/gateways/remove": { gateway_id: string; };
  /** List what was found on the network: ``{"found": [Found], "problem"}``. */
  "home/gateways/discovered": { wait_s?: number; };
  /** Search for as long as this is followed: ``{"found": [Found]}`` now and at each change. */
  "home/gateways/discovered/subscribe": {};
  /** Keep quiet about something that was found, or speak of it again. */
  "home/gateways/ignore": { found_id: string; is_ignored: boolean; };
  /** Say how a gateway has been doing: a ``Diagnosis``, without secrets. */
  "home/gateways/diagnose": { gateway_id: string; };
  /** Let a new device into the network behind a gateway whose type ``admits``. */
  "home/gateways/admit": { gateway_id: string; code?: string | null; };
  /** Open an offer for five minutes and get its codes, shown this once; for the owner. */
  "home/pairing/open": { role?: "family" | "guest" | "owner" | "tester"; person_id?: string | null; name?: string | null; area_ids?: readonly (string)[]; hours?: readonly ({ days: readonly (number)[]; from: number; to: number; })[]; expires_at?: number | null; };
  /** Make the open offer worthless; for the owner. */
  "home/pairing/cancel": {};
  /** Say whether the device that asks may come in; for the owner. */
  "home/pairing/confirm": { request_id: string; accept: boolean; };
  /** Follow the offer: now and at each change; for the owner. */
  "home/pairing/subscribe": {};
  /** Read by what the hub is known, and where it is reached. */
  "home/authority": {};
  /** Let another authority take over in a month; for the owner. */
  "home/authority/rotate": {};
  /** Say a sentence: the house does it or answers. */
  "conversation/process": { text: string; language?: string | null; conversation_id?: string | null; agent_id?: string | null; device_id?: string | null; cmd_id?: string | null; };
  /** List what understands sentences, with its languages. */
  "conversation/agent/list": { language?: string | null; country?: string | null; };
  /** List the pipelines; this hub has one. */
  "assist_pipeline/pipeline/list": {};
  /** List the languages a pipeline understands. */
  "assist_pipeline/language/list": {};
  /** Read one pipeline; the only one when none is named. */
  "assist_pipeline/pipeline/get": { pipeline_id?: string | null; };
  /** List what writes down speech, as a pipeline names it. */
  "stt/engine/list": { language?: string | null; country?: string | null; };
  /** List what says texts, as a pipeline names it. */
  "tts/engine/list": { language?: string | null; country?: string | null; };
  /** Send a sentence through the pipeline; its steps come as events. */
  "assist_pipeline/run": { start_stage: "intent" | "stt" | "tts" | "wake_word"; end_stage: "intent" | "stt" | "tts" | "wake_word"; input: { text?: string | null; sample_rate?: number; no_vad?: boolean; }; pipeline?: string | null; conversation_id?: string | null; device_id?: string | null; timeout?: number | null; };
  /** Say what this device can do with sound; before any other voice command. */
  "voice/hello": { encode: readonly ("opus" | "pcm16")[]; decode: readonly ("opus" | "pcm16")[]; rates?: readonly ("8000" | "12000" | "16000" | "24000" | "48000")[]; frame_ms?: readonly ("20")[]; ptt?: "hold" | "toggle" | "vad"; area?: string | null; aec?: boolean; transport?: readonly (string)[]; };
  /** List whom one can talk to or listen to. */
  "voice/channels": {};
  /** Make a free group of people, or change one; for the owner. */
  "voice/groups/save": { group: string; name: string; members: readonly (string)[]; };
  /** Remove a free group; its messages stay until their time; for the owner. */
  "voice/groups/delete": { group: string; };
  /** Follow channels: streams, floors, messages, receipts, presence. */
  "voice/subscribe": { channels?: readonly (string)[] | null; live?: boolean; transcripts?: boolean; backlog_s?: number | null; };
  /** Ask for the floor of a channel. */
  "voice/talk": { channel: string; to?: readonly (string)[]; codec?: "opus" | "pcm16"; rate?: "8000" | "12000" | "16000" | "24000" | "48000"; frame_ms?: "20"; priority?: number; preroll_ms?: number; reply_to?: string | null; queue?: boolean; device?: string | null; handler?: number | null; resume?: number | null; nonce?: string | null; raw?: boolean; };
  /** Say that a talk is over and how much it was. */
  "voice/release": { stream: number; frames?: number | null; clock_end?: number | null; cancel?: boolean; };
  /** Leave the queue, or give back a floor whose grant has crossed this on the way. */
  "voice/floor.cancel": { channel: string; };
  /** Take the floor from whoever has it; for those who may. */
  "voice/floor.revoke": { channel: string; reason?: string; };
  /** Hear a message again, as a stream of its own. */
  "voice/play": { message: string; from_ms?: number; speed?: number; };
  /** End a replay. */
  "voice/play.stop": { stream: number; at_ms?: number | null; };
  /** Go on elsewhere in a replay. */
  "voice/play.seek": { stream: number; at_ms: number; };
  /** Read messages, newest first. */
  "voice/history": { channel?: string | null; after?: string | null; before?: string | null; limit?: number; unread_only?: boolean; query?: string | null; };
  /** Say what this person did with a message. */
  "voice/ack": { message: string; state: "deleted" | "delivered" | "heard" | "kept" | "read"; at_ms?: number | null; };
  /** Say how a stream fares here; every two seconds while listening. */
  "voice/report": { stream: number; recv: number; late?: number; lost?: number; concealed?: number; buffer_ms?: number; jitter_ms?: number; m2e_ms?: number | null; underruns?: number; };
  /** Have a text spoken to a channel. */
  "voice/say": { channel: string; text: string; voice?: string | null; lang?: string | null; priority?: number; };
  /** Call a person, a device or a panel: at once where that was allowed before, else it rings. */
  "voice/dropin": { target: string; mode?: "duplex" | "listen" | "talk"; };
  /** Take what rings, a door or a call, or refuse it. */
  "voice/dropin.answer": { call: string; accept: boolean; };
  /** Hang up. */
  "voice/dropin.end": { call: string; };
  /** Choose who may drop in without being answered. */
  "voice/dropin.allow": { target: string; users: readonly (string)[]; };
  /** Say who may drop in where without being answered, as far as it concerns the asker. */
  "voice/dropin.allowed": {};
  /** Change how this person is reached, and read it; what is not named stays. */
  "voice/prefs": { dnd_until?: number | null; quiet?: readonly ({ from: number; to: number; allow_priority?: number; })[]; volume?: number; autoplay?: boolean; transcripts?: boolean; language?: string; same_area_mute?: boolean; };
  /** Correct what was understood. */
  "voice/transcript.fix": { message: string; text: string; };
  /** Compare clocks, for the latency from mouth to ear. */
  "clock/ping": { t0: number; };
  /** Ask the house in text; question and answer are kept in the asker's channel ``house``. */
  "voice/ask": { text: string; lang?: string | null; area?: string | null; nonce?: string | null; speak?: boolean; };
  /** Say what is written down and understood here, and if not, why. */
  "speech/status": {};
  /** Change what is written down; what is not named stays. For the owner. */
  "speech/configure": { is_on?: boolean; engine?: string | null; model_folder?: string | null; languages?: readonly (string)[]; can_unlock_by_voice?: boolean; };
  /** Write to a channel; answered when the message is on the disk. */
  "message/send": { channel: string; text: string; nonce: string; reply_to?: string | null; priority?: number; };
  /** Read the timeline, newest first: text messages and talk bursts. */
  "message/list": { channel?: string | null; after?: string | null; before?: string | null; limit?: number; query?: string | null; unread_only?: boolean; kinds?: readonly ("talk" | "text")[]; };
  /** Say what this person did with a message. */
  "message/ack": { message: string; state: "deleted" | "delivered" | "kept" | "read"; };
  /** Follow the text messages this person may read, with their receipts. */
  "message/subscribe": {};
  /** List the persons: with their devices for the owner, by name for the family. */
  "home/people/list": {};
  /** Follow the whole list: now and at each change. */
  "home/people/subscribe": {};
  /** Add a person who has no device yet; for the owner. */
  "home/people/add": { name: string; role: "family" | "guest" | "owner" | "tester"; area_ids?: readonly (string)[]; hours?: readonly ({ days: readonly (number)[]; from: number; to: number; })[]; expires_at?: number | null; };
  /** Change a person, at once also where they are connected; what is not named stays. */
  "home/people/change": { person_id: string; name?: string; role?: "family" | "guest" | "owner" | "tester"; area_ids?: readonly (string)[]; hours?: readonly ({ days: readonly (number)[]; from: number; to: number; })[]; expires_at?: number | null; is_active?: boolean; };
  /** Remove a person with their devices; for the owner. */
  "home/people/remove": { person_id: string; };
  /** Give a person a picture: PNG, JPEG or WebP, 48 KB and 512 pixels a side at most. */
  "home/people/avatar": { person_id: string; image: string | null; };
  /** Read a person's picture; ``avatar`` in the list names it, so that it can be kept. */
  "home/people/avatar.get": { person_id: string; };
  /** List devices with their connections: all of them for the owner, else one's own. */
  "home/sessions/list": {};
  /** Make a device's token worthless and end its connections: the owner any, others their own. */
  "home/sessions/revoke": { token_id: string; };
  /** Do so with every device of this person but the one that asks. */
  "home/sessions/revoke_others": { everyone?: boolean; };
  /** Read who did what, newest first; all of it for the owner, else one's own. */
  "home/audit/list": { person_id?: string | null; kind?: string | null; before?: number | null; limit?: number; };
  /** Read whether push messages are on, and what to subscribe with. */
  "push/status": {};
  /** Turn push messages on or off for the home; for the owner. Off forgets every subscription. */
  "push/enable": { is_on: boolean; };
  /** Be told on this device while its page is closed; replaces what it said before. */
  "push/subscribe": { endpoint: string; keys: { p256dh: string; auth: string; }; };
  /** Be told on this device no more. */
  "push/unsubscribe": {};
  /** Push one message to this device, to see whether it works. */
  "push/test": {};
  /** Read whether this device shares where it is. */
  "home/location/status": {};
  /** Begin to share where this device is, or stop: then all of where it was is forgotten. */
  "home/location/share": { is_shared: boolean; };
  /** Say where this device is. */
  "home/location/report": { position: { latitude: number; longitude: number; accuracy_m?: number | null; altitude_m?: number | null; speed_m_s?: number | null; heading_deg?: number | null; battery_percent?: number | null; }; };
  /** Read where a tracker or person was; for those who may see it. */
  "home/location/route": { entity_id: string; start: number; end?: number | null; tolerance_m?: number; };
  /** Have a notice when somebody arrives in a zone or leaves it, or no more. */
  "home/location/watch": { entity_id: string; zone_id: string; on?: "arrive" | "both" | "leave"; is_on?: boolean; };
  /** List whose arrivals and leavings this person has notices of. */
  "home/location/watches": {};
  /** List the zones the owner made; the home itself is the entity ``zone.home``. */
  "zone/list": {};
  /** Make a zone; for the owner. */
  "zone/create": { name: string; latitude: number; longitude: number; radius?: number; passive?: boolean; icon?: string | null; };
  /** Change a zone; for the owner. Of ``home`` the place, the radius and the icon. */
  "zone/update": { zone_id: string; name?: string; latitude?: number; longitude?: number; radius?: number; passive?: boolean; icon?: string | null; };
  /** Remove a zone; for the owner. Who is in it is away. */
  "zone/delete": { zone_id: string; };
}
