"""Background patterns from Tây Ninh: bamboo weave, rice-paper racks, Bà Đen mountain, chilli salt, sugar-apple scales.

A pattern stands where a product has no photo. Motif, turn, size and tone follow from a seed (the commune's code), so that
products of one commune belong together and the picture can never be mistaken for a photo.
"""

from __future__ import annotations

from hashlib import sha256

from django.utils.safestring import SafeString, mark_safe

# name -> (tile width, tile height, shapes); strokes take the colour of the text, .f is filled
MOTIFS: dict[str, tuple[int, int, str]] = {
    "weave": (
        32,
        32,
        '<path d="M0 3h14M0 13h14M18 19h14M18 29h14M3 18v14M13 18v14M19 0v14M29 0v14"/>'
        '<path d="M0 8h14M18 24h14M8 18v14M24 0v14" opacity=".45"/>',
    ),
    "rack": (
        60,
        60,
        '<path d="M0 0l60 60M60 0L0 60M30 0l30 30M0 30l30 30M30 0L0 30M60 30L30 60" opacity=".5"/>'
        '<circle class="paper" cx="30" cy="30" r="19"/><path d="M21 23a12 12 0 0 1 16-1M18.5 33a12 12 0 0 0 5 7.5" opacity=".6"/>',
    ),
    "mountain": (
        128,
        64,
        '<path d="M0 56c18 0 30-9 41-25 9-13 15-21 23-21s14 8 23 21c11 16 23 25 41 25"/>'
        '<path d="M14 60c14-2 24-9 33-22 7-10 11-15 17-15s10 5 17 15c9 13 19 20 33 22M40 60c9-3 13-9 17-15 3-4 5-6 7-6s4 2 7 6c4 6 8 12 17 15" opacity=".5"/>'
        '<path d="M6 22h15a5 5 0 0 0 0-10 7 7 0 0 0-13-1M100 30h16a4.5 4.5 0 0 0 0-9 6 6 0 0 0-11-1" opacity=".7"/>',
    ),
    "chilli": (
        56,
        56,
        '<path d="M12 9c2.5 0 3.8 1.6 3 4.2C13.5 18 9 22 3 22c4-2.5 5.5-5.2 6-9 .2-2.4 1-4 3-4zM12.3 9c0-2 .8-3.3 2.3-4"/>'
        '<path d="M44 35c-2.5 0-3.8 1.6-3 4.2C42.5 44 47 48 53 48c-4-2.5-5.5-5.2-6-9-.2-2.4-1-4-3-4zM43.7 35c0-2-.8-3.3-2.3-4"/>'
        '<path class="f" d="M30 10h1.8v1.8H30zM38 18h1.8v1.8H38zM45 8h1.8v1.8H45zM28 26h1.8v1.8H28zM48 22h1.8v1.8H48zM8 34h1.8v1.8H8zM17 42h1.8v1.8H17zM26 36h1.8v1.8H26zM10 50h1.8v1.8H10zM30 50h1.8v1.8H30z"/>',
    ),
    "scales": (
        48,
        36,
        '<path d="M0 18a24 18 0 0 0 48 0M-24 36a24 18 0 0 0 48 0M24 36a24 18 0 0 0 48 0M-24 0a24 18 0 0 0 48 0M24 0a24 18 0 0 0 48 0"/>'
        '<path d="M9 20a15 11 0 0 0 30 0M-15 2a15 11 0 0 0 30 0M33 2a15 11 0 0 0 30 0" opacity=".5"/>'
        '<path class="f" d="M23 25h2v2h-2zM-1 7h2v2h-2zM47 7h2v2h-2z"/>',
    ),
}
TONES = ("green", "clay", "gold", "blue")
_TURNS = (0, 15, 30, 45, -15, -30)
_UPRIGHT = {"mountain", "scales"}


def pattern_svg(seed: str, motif: str = "") -> SafeString:
    """A picture-wide pattern for ``seed``; ``motif`` fixes the drawing, else the seed chooses it too.

    The SVG fills its box (``preserveAspectRatio`` slice); its tone is a class ``tone-…`` that the style sheet colours.
    """
    digest = sha256(seed.encode()).digest()
    names = sorted(MOTIFS)
    name = motif if motif in MOTIFS else names[digest[0] % len(names)]
    width, height, shapes = MOTIFS[name]
    scale = (80 + digest[1] % 5 * 10) / 100
    turn = 0 if name in _UPRIGHT else _TURNS[digest[2] % len(_TURNS)]
    tone = TONES[digest[3] % len(TONES)]
    ident = f"p-{name}-{digest[:4].hex()}"
    return mark_safe(
        f'<svg class="pattern tone-{tone}" viewBox="0 0 400 240" preserveAspectRatio="xMidYMid slice" width="400" height="240" '
        f'aria-hidden="true" focusable="false"><defs><pattern id="{ident}" width="{width}" height="{height}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate({turn}) scale({scale})"><g fill="none" '
        f'stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">{shapes}</g></pattern></defs>'
        f'<rect class="pattern-ground" width="400" height="240"/><rect width="400" height="240" fill="url(#{ident})" opacity=".5"/></svg>'
    )
