"""Prints, as JSON, every message and enum of the protos in kfp-pipeline-spec and kfp-kubernetes.

{"packages": {name: version}, "messages": {full name: [field]}, "enums": {full name: [value in number order]}}, where a
field is {"name" (its key in protojson), "type" (a scalar's name, or the full name of a message or an enum), "label"
(singular, repeated or map), "oneof" (its group or null; what protoc makes of an `optional` is no group), "deprecated"}.
A map's "type" is that of its values. Types of google.protobuf have a JSON form of their own: named, not described.
"""

import importlib.metadata
import importlib.util
import json
import sys
from typing import Iterator, Union

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor, FileDescriptor
from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto

PACKAGES = ("kfp-pipeline-spec", "kfp-kubernetes")
Kind = Union[Descriptor, EnumDescriptor]


def protos() -> list[FileDescriptor]:
    from kfp.pipeline_spec import pipeline_spec_pb2

    # Loaded by its path: the package's own __init__ imports the whole SDK, which is not installed.
    name = "kubernetes_executor_config_pb2"
    path = importlib.metadata.distribution("kfp-kubernetes").locate_file(f"kfp/kubernetes/{name}.py")
    spec = importlib.util.spec_from_file_location(name, str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [pipeline_spec_pb2.DESCRIPTOR, module.DESCRIPTOR]


def map_value(field: FieldDescriptor) -> Union[FieldDescriptor, None]:
    """The field that holds the values, when this one is a map."""
    if not (field.message_type and field.message_type.GetOptions().map_entry):
        return None
    if field.message_type.fields_by_name["key"].type != FieldDescriptor.TYPE_STRING:
        sys.exit(f"{field.full_name}: the keys of this map are no strings, which this script does not express")
    return field.message_type.fields_by_name["value"]


def describe(field: FieldDescriptor, source: FieldDescriptorProto) -> dict:
    value = map_value(field)
    typed = value or field
    kind = typed.message_type or typed.enum_type
    group = None if source.proto3_optional else field.containing_oneof
    repeated = source.label == FieldDescriptorProto.LABEL_REPEATED
    return {
        "name": field.json_name,
        "type": kind.full_name if kind else FieldDescriptorProto.Type.Name(typed.type).removeprefix("TYPE_").lower(),
        "label": "map" if value else "repeated" if repeated else "singular",
        "oneof": group.name if group else None,
        "deprecated": field.GetOptions().deprecated,
    }


def used_by(message: Descriptor) -> Iterator[Kind]:
    yield from message.enum_types
    yield from (nested for nested in message.nested_types if not nested.GetOptions().map_entry)
    for field in message.fields:
        typed = map_value(field) or field
        if typed.message_type or typed.enum_type:
            yield typed.message_type or typed.enum_type


def values_of(enum: EnumDescriptor) -> list[str]:
    names = {value.number: value.name for value in enum.values}
    if sorted(names) != list(range(len(enum.values))):
        sys.exit(f"{enum.full_name}: its numbers are not 0, 1, 2, …, but the place in the list is read as the number")
    return [names[number] for number in sorted(names)]


def collect(kind: Kind, messages: dict, enums: dict) -> None:
    """Adds a message or an enum, and all that it contains or uses."""
    if kind.full_name in messages or kind.full_name in enums or kind.file.package == "google.protobuf":
        return
    if isinstance(kind, EnumDescriptor):
        enums[kind.full_name] = values_of(kind)
        return
    source = DescriptorProto()
    kind.CopyToProto(source)
    messages[kind.full_name] = [describe(field, proto) for field, proto in zip(kind.fields, source.field)]
    for other in used_by(kind):
        collect(other, messages, enums)


def main() -> None:
    messages: dict = {}
    enums: dict = {}
    for proto in protos():
        for kind in [*proto.message_types_by_name.values(), *proto.enum_types_by_name.values()]:
            collect(kind, messages, enums)
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    json.dump({"packages": versions, "messages": messages, "enums": enums}, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
