"""``ocop verify chain``"""

import argparse
import json

from ocop.ops.django_calls import set_up


def chain_command(arguments: argparse.Namespace) -> int:
    """Is the event chain whole? Exit 1 when it is not."""
    set_up()
    from ocop.kernel.models import Event
    from ocop.kernel.operations import broken_event

    first_bad = broken_event()
    count = Event.objects.count()
    if arguments.json:
        print(json.dumps({"events": count, "ok": first_bad is None, "first_bad": first_bad}))
    elif first_bad is None:
        print(f"Chuỗi {count} sự kiện nguyên vẹn.")
    else:
        print(f"Chuỗi sự kiện đứt tại sự kiện {first_bad}: nội dung hoặc thứ tự đã bị thay đổi.")
    return 0 if first_bad is None else 1
