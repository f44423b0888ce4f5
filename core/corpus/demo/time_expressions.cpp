// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo/time_expressions.h"

namespace auspex::demo {

namespace {

int between(Random &random, int low, int high)
{
    return low + static_cast<int>(random.below(static_cast<std::uint64_t>(high - low) + 1));
}

/// As hours and minutes say it.
Phrase hour(int number)
{
    return cardinal(number);
}

Phrase weekday(Random &random)
{
    const Phrase &day = random.choice(weekdays());
    return {"on " + day.english, "am " + day.german};
}

Phrase date(Random &random)
{
    const Phrase &month = random.choice(months());
    const Phrase day = ordinal(between(random, 1, 28));
    return {"on " + month.english + " the " + day.english, "am " + day.german + ' ' + month.german};
}

Phrase year(Random &random)
{
    const std::string number = std::to_string(between(random, 1950, 2020));
    return {"in " + number, "im Jahr " + number};
}

Phrase partOfDay(Random &random)
{
    static const std::vector<Phrase> parts = {{"in the morning", "am Morgen"},
                                              {"in the afternoon", "am Nachmittag"},
                                              {"in the evening", "am Abend"},
                                              {"at night", "in der Nacht"}};
    return random.choice(parts);
}

Phrase season(Random &random)
{
    static const std::vector<Phrase> parts = {{"in spring", "im Frühling"},
                                              {"in summer", "im Sommer"},
                                              {"in autumn", "im Herbst"},
                                              {"in winter", "im Winter"}};
    if (random.below(2) == 0)
        return random.choice(parts);
    const Phrase &month = random.choice(months());
    return {"in " + month.english, "im " + month.german};
}

/// English plural, German plural and its dative.
struct Unit {
    const char *english;
    const char *german;
    const char *dative;
};

const Unit &longUnit(Random &random)
{
    static const std::vector<Unit> units = {{"days", "Tage", "Tagen"},
                                            {"weeks", "Wochen", "Wochen"},
                                            {"months", "Monate", "Monaten"},
                                            {"years", "Jahre", "Jahren"}};
    return random.choice(units);
}

const Unit &anyUnit(Random &random)
{
    static const std::vector<Unit> units = {{"minutes", "Minuten", "Minuten"},
                                            {"hours", "Stunden", "Stunden"},
                                            {"days", "Tage", "Tagen"}};
    return random.choice(units);
}

Phrase general(Random &random)
{
    switch (random.below(6)) {
    case 0:
    case 1:
        return weekday(random);
    case 2:
        return date(random);
    case 3:
        return clockTime(random);
    case 4: {
        const Phrase day = weekday(random);
        const Phrase time = clockTime(random);
        return {day.english + ' ' + time.english, day.german + ' ' + time.german};
    }
    default:
        return random.below(2) == 0 ? partOfDay(random) : season(random);
    }
}

Phrase past(Random &random)
{
    static const std::vector<Phrase> fixed = {{"yesterday", "gestern"},
                                              {"last week", "letzte Woche"},
                                              {"last year", "letztes Jahr"},
                                              {"last month", "letzten Monat"},
                                              {"last night", "letzte Nacht"}};
    switch (random.below(4)) {
    case 0:
        return random.choice(fixed);
    case 1: {
        const Unit &unit = longUnit(random);
        const Phrase number = cardinal(between(random, 2, 12));
        return {number.english + ' ' + unit.english + " ago",
                "vor " + number.german + ' ' + unit.dative};
    }
    case 2:
        return year(random);
    default:
        return general(random);
    }
}

Phrase future(Random &random)
{
    static const std::vector<Phrase> fixed = {{"tomorrow", "morgen"},
                                              {"next week", "nächste Woche"},
                                              {"next year", "nächstes Jahr"},
                                              {"next month", "nächsten Monat"},
                                              {"the day after tomorrow", "übermorgen"}};
    switch (random.below(3)) {
    case 0:
        return random.choice(fixed);
    case 1: {
        const Unit &unit = longUnit(random);
        const Phrase number = cardinal(between(random, 2, 12));
        return {"in " + number.english + ' ' + unit.english,
                "in " + number.german + ' ' + unit.dative};
    }
    default:
        return general(random);
    }
}

Phrase present(Random &random)
{
    static const std::vector<Phrase> fixed = {{"today", "heute"},
                                              {"now", "jetzt"},
                                              {"every day", "jeden Tag"},
                                              {"every week", "jede Woche"},
                                              {"this evening", "heute Abend"}};
    if (random.below(4) == 0) {
        const Phrase &day = random.choice(weekdays());
        return {"every " + day.english, "jeden " + day.german};
    }
    return random.below(2) == 0 ? random.choice(fixed) : general(random);
}

} // namespace

Phrase clockTime(Random &random)
{
    const int number = between(random, 1, 12);
    const Phrase now = hour(number);
    const Phrase next = hour(number % 12 + 1);
    static const std::vector<int> steps = {5, 10, 20};
    switch (random.below(5)) {
    case 0:
        return {"at " + now.english + " o'clock",
                "um " + (number == 1 ? std::string("ein") : now.german) + " Uhr"};
    case 1:
        return {"at half past " + now.english, "um halb " + next.german};
    case 2:
        return {"at a quarter past " + now.english, "um Viertel nach " + now.german};
    case 3:
        return {"at a quarter to " + next.english, "um Viertel vor " + next.german};
    default: {
        const Phrase minutes = cardinal(random.choice(steps));
        if (random.below(2) == 0)
            return {"at " + minutes.english + " past " + now.english,
                    "um " + minutes.german + " nach " + now.german};
        return {"at " + minutes.english + " to " + next.english,
                "um " + minutes.german + " vor " + next.german};
    }
    }
}

Phrase timeOf(Tense tense, Random &random)
{
    switch (tense) {
    case Tense::Past:
    case Tense::Pluperfect:
        return past(random);
    case Tense::Future:
        return future(random);
    case Tense::Present:
    case Tense::Perfect:
        break;
    }
    return present(random);
}

Phrase duration(Random &random)
{
    const Unit &unit = anyUnit(random);
    const Phrase number = cardinal(between(random, 2, 12));
    return {"for " + number.english + ' ' + unit.english,
            number.german + ' ' + unit.german + " lang"};
}

Phrase since(Random &random)
{
    if (random.below(3) == 0) {
        const Phrase &day = random.choice(random.below(2) == 0 ? weekdays() : months());
        return {"since " + day.english, "seit " + day.german};
    }
    const Unit &unit = anyUnit(random);
    const Phrase number = cardinal(between(random, 2, 12));
    return {"for " + number.english + ' ' + unit.english,
            "seit " + number.german + ' ' + unit.dative};
}

} // namespace auspex::demo
