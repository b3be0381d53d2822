"""Makes reportgen/fonts from unpacked font packages; called by fonts.sh."""

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# Everything a page in a European script needs; Greek and Cyrillic without their historic extensions.
WEB_BLOCKS = (
    (0x0020, 0x024F),  # Latin
    (0x02B0, 0x036F),  # modifiers, combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x0E3F, 0x0E3F),  # baht
    (0x1E00, 0x1EFF),  # Latin, additional (Vietnamese)
    (0x2000, 0x218F),  # punctuation, currencies, letterlike, number forms
    (0x2190, 0x22FF),  # arrows, operators
    (0x25A0, 0x27BF),  # shapes, dingbats
    (0xFB00, 0xFB06),  # ligatures
)
WEB_FEATURES = ["calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "pnum", "tnum"]

CJK_BLOCKS = (
    (0x0020, 0x007E),  # ASCII, for a run of mixed text
    (0x2010, 0x2027),  # dashes, quotes, ellipsis
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF00, 0xFFEF),  # fullwidth forms
)
# In the names of people and places, yet in neither GB 2312 nor Big5.
CJK_NAMES = "啓喆堃埗峯旸栢滙漖玘犇畧祎綫羣衞説赟邨頔骉鰂鷄麪"
CJK_FEATURES = ["ccmp", "kern", "liga", "locl", "mark"]

# "Source" is a reserved font name: a changed copy must go by another (OFL, clause 3).
RESERVED = "Source Serif 4"
RENAMED = "Reportgen Serif"


@dataclass(frozen=True)
class Package:
    """A published font package.

    Attributes:
        folder: Its folder among the unpacked ones.
        family: The family name in CSS.
        stem: What its files here are called.
    """

    folder: str
    family: str
    stem: str


INTER = Package("inter", "Inter", "Inter")
SERIF = Package("source-serif-4", "Source Serif 4", "SourceSerif4")
CJK = Package("noto-sans-sc", "Noto Sans SC", "NotoSansSC")


@dataclass(frozen=True)
class Face:
    """One font of a package: `member` is its file there, without the ending."""

    package: Package
    weight: int
    style: str
    member: str

    @property
    def stem(self) -> str:
        """Name of the file here, without its ending."""
        slope = "" if self.style == "normal" else f"-{self.style}"
        return f"{self.package.stem}-{self.weight}{slope}"


FACES = (
    Face(INTER, 400, "normal", "400Regular/Inter_400Regular"),
    Face(INTER, 500, "normal", "500Medium/Inter_500Medium"),
    Face(INTER, 600, "normal", "600SemiBold/Inter_600SemiBold"),
    Face(INTER, 700, "normal", "700Bold/Inter_700Bold"),
    Face(SERIF, 400, "normal", "400Regular/SourceSerif4_400Regular"),
    Face(SERIF, 400, "italic", "400Regular_Italic/SourceSerif4_400Regular_Italic"),
    Face(SERIF, 600, "normal", "600SemiBold/SourceSerif4_600SemiBold"),
)
CJK_FACE = Face(CJK, 400, "normal", "400Regular/NotoSansSC_400Regular")


def characters(blocks: tuple[tuple[int, int], ...]) -> set[int]:
    """All code points of some blocks, given as first and last."""
    return {code for first, last in blocks for code in range(first, last + 1)}


def charset(encoding: str) -> Iterator[int]:
    """Every character that two bytes of an encoding can say."""
    for lead in range(0xA1, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes((lead, trail)).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                yield ord(text)


def subset(source: Path, codes: set[int], features: list[str], drop: list[str]) -> TTFont:
    """A font reduced to some characters and features, unhinted, all its names kept."""
    settings = Options(
        layout_features=features,
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
        drop_tables=drop,
    )
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(settings)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def rename(font: TTFont) -> None:
    """Replace the reserved family name wherever the font calls itself by it."""
    for record in font["name"].names:
        if record.nameID in {1, 3, 4, 6, 16, 18, 21, 25}:
            text = record.toUnicode().replace(RESERVED, RENAMED)
            record.string = text.replace(RESERVED.replace(" ", ""), RENAMED.replace(" ", ""))


def origin(packages: Path, package: Package) -> str:
    """Name and version of a package."""
    about = json.loads((packages / package.folder / "package.json").read_text("utf-8"))
    return f"{about['name']} {about['version']}"


def entry(packages: Path, face: Face, path: Path, target: Path, changes: str) -> dict[str, Any]:
    """What the manifest says about one file."""
    return {
        "file": path.relative_to(target).as_posix(),
        "family": face.package.family,
        "weight": face.weight,
        "style": face.style,
        "licence": "OFL-1.1",
        "licence_file": f"LICENSE-{face.package.stem}.txt",
        "origin": origin(packages, face.package),
        "changes": changes,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def make_static(packages: Path, target: Path) -> list[dict[str, Any]]:
    """The fonts of the PDF and of charts: as published, but for the CJK one."""
    entries = []
    for face in FACES:
        path = target / f"{face.stem}.ttf"
        shutil.copyfile(packages / face.package.folder / f"{face.member}.ttf", path)
        entries.append(entry(packages, face, path, target, "none"))
    codes = characters(CJK_BLOCKS) | set(charset("gb2312")) | set(charset("big5")) | {ord(name) for name in CJK_NAMES}
    # Vertical metrics are dropped with the vertical features.
    font = subset(
        packages / CJK.folder / f"{CJK_FACE.member}.ttf",
        codes,
        CJK_FEATURES,
        ["BASE", "STAT", "vhea", "vmtx"],
    )
    path = target / f"{CJK_FACE.stem}.ttf"
    font.save(path)
    return [*entries, entry(packages, CJK_FACE, path, target, "subset: GB 2312, Big5, names; unhinted")]


def make_web(packages: Path, target: Path) -> list[dict[str, Any]]:
    """The fonts that an HTML page carries inside itself."""
    entries = []
    codes = characters(WEB_BLOCKS)
    for face in FACES:
        font = subset(packages / face.package.folder / f"{face.member}.ttf", codes, WEB_FEATURES, ["STAT"])
        changes = "subset: Latin, Greek, Cyrillic, symbols; unhinted"
        if face.package.family == RESERVED:
            rename(font)
            changes += f"; calls itself {RENAMED}"
        font.flavor = "woff2"
        path = target / "web" / f"{face.stem}.woff2"
        font.save(path)
        entries.append(entry(packages, face, path, target, changes))
    return entries


def main(packages: Path, target: Path) -> None:
    """Write fonts, licences and the manifest."""
    for folder in (target, target / "web"):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.*"):
            old.unlink()
    for package in (INTER, SERIF, CJK):
        shutil.copyfile(packages / package.folder / "LICENSE_FONT", target / f"LICENSE-{package.stem}.txt")
    manifest = {"fonts": make_static(packages, target), "web": make_web(packages, target)}
    (target / "fonts.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    for path in sorted(target.rglob("*.*")):
        print(f"{path.stat().st_size:>9,}  {path.relative_to(target)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
