"""Speaking to the house in plain words, under the names Home Assistant's clients know."""

from typing import Annotated, Literal

import msgspec

from embedded_hub.protocol.base import Command, Text

Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
"""What one breath holds; the parser's time grows with its length."""

Stage = Literal["wake_word", "stt", "intent", "tts"]


class ProcessSentence(Command, frozen=True, tag="conversation/process"):
    """Say a sentence: the house does it or answers.

    ``result`` is ``{"response": {"speech", "response_type", "data", …}, "conversation_id"}``;
    a sentence that leads to nothing is a ``response_type`` of ``error``, not a failed command.
    """

    text: Sentence
    language: Text | None = None
    """The home's own when left out; the answer is in the same."""
    conversation_id: Text | None = None
    agent_id: Text | None = None
    device_id: Text | None = None
    """Where it is said: "the light" is then the one in the device's area."""
    cmd_id: Text | None = None
    """The client's own id; a repeat within ten minutes is answered and not done again."""


class ListAgents(Command, frozen=True, tag="conversation/agent/list"):
    """List what understands sentences, with its languages."""

    language: Text | None = None
    country: Text | None = None


class ListPipelines(Command, frozen=True, tag="assist_pipeline/pipeline/list"):
    """List the pipelines; this hub has one."""


class ListPipelineLanguages(Command, frozen=True, tag="assist_pipeline/language/list"):
    """List the languages a pipeline understands."""


class GetPipeline(Command, frozen=True, tag="assist_pipeline/pipeline/get"):
    """Read one pipeline; the only one when none is named."""

    pipeline_id: Text | None = None


class ListTranscribers(Command, frozen=True, tag="stt/engine/list"):
    """List what writes down speech, as a pipeline names it."""

    language: Text | None = None
    country: Text | None = None


class ListVoices(Command, frozen=True, tag="tts/engine/list"):
    """List what says texts, as a pipeline names it."""

    language: Text | None = None
    country: Text | None = None


class PipelineInput(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into a pipeline: a text, or sound that follows in binary messages."""

    text: Sentence | None = None
    sample_rate: Annotated[int, msgspec.Meta(ge=8000, le=48_000)] = 16_000
    """Of 16-bit mono samples behind a byte with the run's ``stt_binary_handler_id``."""
    no_vad: bool = False
    """Do not end with the sentence, only with the byte alone."""


class RunPipeline(Command, frozen=True, tag="assist_pipeline/run"):
    """Send a sentence through the pipeline; its steps come as events."""

    start_stage: Stage
    end_stage: Stage
    input: PipelineInput
    pipeline: Text | None = None
    conversation_id: Text | None = None
    device_id: Text | None = None
    timeout: Annotated[float, msgspec.Meta(gt=0, le=600)] | None = None
    """Seconds for all of it."""


COMMANDS = (
    ProcessSentence,
    ListAgents,
    ListPipelines,
    ListPipelineLanguages,
    GetPipeline,
    ListTranscribers,
    ListVoices,
    RunPipeline,
)
