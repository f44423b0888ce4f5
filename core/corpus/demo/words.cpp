// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/corpus/demo/lexicon.h"

namespace auspex::demo {

namespace {

using namespace meaning;

constexpr Classes place = building | room | outdoors;
constexpr Classes anyThing = thing | text | furniture | machine | vehicle;

struct Row {
    const char *english;
    const char *german;
    const char *stem; ///< "": the same
    const char *englishComparative;
    const char *germanComparative;
    Classes classes;
};

constexpr Row adjectiveRows[] = {
    {"big", "groß", "", "bigger", "größer", person | animal | place | anyThing | plant | door},
    {"small", "klein", "", "smaller", "kleiner", animal | place | anyThing | plant | door | food},
    {"old", "alt", "", "older", "älter", person | animal | place | anyThing | door},
    {"young", "jung", "", "younger", "jünger", person | animal},
    {"new", "neu", "", "newer", "neuer", place | anyThing | door | file},
    {"beautiful", "schön", "", "more beautiful", "schöner",
     person | place | thing | plant | vehicle},
    {"ugly", "hässlich", "", "uglier", "hässlicher",
     animal | building | clothing | furniture | picture},
    {"good", "gut", "", "better", "besser", person | food | drink | text | stage | machine},
    {"bad", "schlecht", "", "worse", "schlechter", text | stage | machine | food | drink},
    {"rich", "reich", "", "richer", "reicher", person},
    {"poor", "arm", "", "poorer", "ärmer", person},
    {"tired", "müde", "müd", "more tired", "müder", person | animal},
    {"hungry", "hungrig", "", "hungrier", "hungriger", person | animal},
    {"friendly", "freundlich", "", "friendlier", "freundlicher", person},
    {"clever", "klug", "", "cleverer", "klüger", person | animal},
    {"famous", "berühmt", "", "more famous", "berühmter", person | text | building},
    {"sick", "krank", "", "sicker", "kränker", person | animal},
    {"happy", "glücklich", "", "happier", "glücklicher", person},
    {"sad", "traurig", "", "sadder", "trauriger", person | text},
    {"strong", "stark", "", "stronger", "stärker", person | animal | drink},
    {"lazy", "faul", "", "lazier", "fauler", person | animal},
    {"quiet", "ruhig", "", "quieter", "ruhiger", person | animal | place},
    {"loud", "laut", "", "louder", "lauter", person | machine | instrument},
    {"cheap", "billig", "", "cheaper", "billiger", anyThing | food | drink},
    {"expensive", "teuer", "teur", "more expensive", "teurer",
     anyThing | food | drink | instrument},
    {"heavy", "schwer", "", "heavier", "schwerer", furniture | luggage | machine},
    {"interesting", "interessant", "", "more interesting", "interessanter",
     person | text | stage | question | building},
    {"boring", "langweilig", "", "more boring", "langweiliger", text | event},
    {"difficult", "schwierig", "", "more difficult", "schwieriger", question},
    {"important", "wichtig", "", "more important", "wichtiger", question | event | text | file},
    {"clean", "sauber", "", "cleaner", "sauberer", room | clothing | door | upright},
    {"dirty", "schmutzig", "", "dirtier", "schmutziger",
     room | clothing | door | upright | vehicle},
    {"red", "rot", "", "", "", clothing | plant | vehicle | furniture},
    {"blue", "blau", "", "", "", clothing | vehicle | furniture | upright},
    {"green", "grün", "", "", "", clothing | vehicle | furniture | door},
    {"black", "schwarz", "", "", "", clothing | animal | vehicle},
    {"white", "weiß", "", "", "", clothing | animal | furniture | door},
    {"cold", "kalt", "", "colder", "kälter", food | drink | room},
    {"warm", "warm", "", "warmer", "wärmer", food | drink | room | clothing},
    {"fresh", "frisch", "", "fresher", "frischer", food | drink},
    {"narrow", "eng", "", "narrower", "enger", room | clothing},
    {"fast", "schnell", "", "faster", "schneller", vehicle | machine | animal},
    {"slow", "langsam", "", "slower", "langsamer", vehicle | machine | animal},
    {"wild", "wild", "", "", "", animal},
    // One word in English, several in German.
    {"light", "leicht", "", "lighter", "leichter", luggage | flat | food},
    {"light", "hell", "", "lighter", "heller", room | building},
    {"dark", "dunkel", "dunkl", "darker", "dunkler", room | building},
    {"hard", "hart", "", "harder", "härter", furniture | food},
    {"hard", "schwierig", "", "harder", "schwieriger", question},
    {"short", "klein", "", "shorter", "kleiner", person},
    {"short", "kurz", "", "shorter", "kürzer", text | event | clothing},
    {"tall", "groß", "", "taller", "größer", person},
    {"tall", "hoch", "hoh", "taller", "höher", building | plant},
    {"long", "lang", "", "longer", "länger", text | event | clothing},
    {"right", "richtig", "", "", "", question},
    {"full", "voll", "", "", "", luggage | upright | vehicle},
    {"empty", "leer", "", "", "", luggage | upright | place},
};

constexpr std::array<const char *, 20> germanUnits = {
    "",         "ein",      "zwei",     "drei",     "vier",     "fünf",    "sechs",
    "sieben",   "acht",     "neun",     "zehn",     "elf",      "zwölf",   "dreizehn",
    "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"};
constexpr std::array<const char *, 10> germanTens = {
    "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"};
constexpr std::array<const char *, 20> englishUnits = {
    "",         "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<const char *, 10> englishTens = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<const char *, 20> englishOrdinals = {
    "",           "first",     "second",    "third",       "fourth",     "fifth",     "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",   "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};

Phrase belowHundred(int number)
{
    const auto index = static_cast<std::size_t>(number);
    if (number < 20)
        return {englishUnits[index], number == 1 ? "eins" : germanUnits[index]};
    const std::size_t unit = index % 10;
    const std::size_t ten = index / 10;
    if (unit == 0)
        return {englishTens[ten], germanTens[ten]};
    return {std::string(englishTens[ten]) + ' ' + englishUnits[unit],
            std::string(germanUnits[unit]) + "und" + germanTens[ten]};
}

} // namespace

const std::vector<Adjective> &adjectives()
{
    static const std::vector<Adjective> all = [] {
        std::vector<Adjective> made;
        for (const Row &row : adjectiveRows)
            made.push_back({row.english, row.german, row.stem[0] ? row.stem : row.german,
                            row.englishComparative, row.germanComparative, row.classes});
        return made;
    }();
    return all;
}

const std::vector<Name> &names()
{
    static const std::vector<Name> all = {
        {"Anna", Gender::Feminine},    {"Maria", Gender::Feminine},  {"Julia", Gender::Feminine},
        {"Laura", Gender::Feminine},   {"Sophie", Gender::Feminine}, {"Peter", Gender::Masculine},
        {"Thomas", Gender::Masculine}, {"Paul", Gender::Masculine},  {"Martin", Gender::Masculine},
        {"Felix", Gender::Masculine}};
    return all;
}

const std::vector<Phrase> &cities()
{
    static const std::vector<Phrase> all = {
        {"Berlin", "Berlin"},   {"Munich", "München"},  {"Vienna", "Wien"}, {"Cologne", "Köln"},
        {"Geneva", "Genf"},     {"Hamburg", "Hamburg"}, {"Rome", "Rom"},    {"Prague", "Prag"},
        {"Warsaw", "Warschau"}, {"Paris", "Paris"}};
    return all;
}

const std::vector<Phrase> &weekdays()
{
    static const std::vector<Phrase> all = {{"Monday", "Montag"},      {"Tuesday", "Dienstag"},
                                            {"Wednesday", "Mittwoch"}, {"Thursday", "Donnerstag"},
                                            {"Friday", "Freitag"},     {"Saturday", "Samstag"},
                                            {"Sunday", "Sonntag"}};
    return all;
}

const std::vector<Phrase> &months()
{
    static const std::vector<Phrase> all = {
        {"January", "Januar"},  {"February", "Februar"},  {"March", "März"},
        {"April", "April"},     {"May", "Mai"},           {"June", "Juni"},
        {"July", "Juli"},       {"August", "August"},     {"September", "September"},
        {"October", "Oktober"}, {"November", "November"}, {"December", "Dezember"}};
    return all;
}

const std::vector<Phrase> &manners()
{
    static const std::vector<Phrase> all = {{"quickly", "schnell"},      {"slowly", "langsam"},
                                            {"carefully", "vorsichtig"}, {"quietly", "leise"},
                                            {"alone", "allein"},         {"together", "zusammen"},
                                            {"secretly", "heimlich"},    {"happily", "fröhlich"}};
    return all;
}

const std::vector<Phrase> &frequencies()
{
    static const std::vector<Phrase> all = {{"always", "immer"},     {"often", "oft"},
                                            {"never", "nie"},        {"sometimes", "manchmal"},
                                            {"usually", "meistens"}, {"rarely", "selten"}};
    return all;
}

Phrase cardinal(int number)
{
    if (number < 100)
        return belowHundred(number);
    const auto hundred = static_cast<std::size_t>(number / 100);
    Phrase phrase = {std::string(englishUnits[hundred]) + " hundred",
                     std::string(hundred == 1 ? "ein" : germanUnits[hundred]) + "hundert"};
    if (number % 100 != 0) {
        const Phrase rest = belowHundred(number % 100);
        phrase.english += " and " + rest.english;
        phrase.german += rest.german;
    }
    return phrase;
}

Phrase ordinal(int number)
{
    constexpr const char *irregular[] = {"",        "ersten",   "zweiten", "dritten", "vierten",
                                         "fünften", "sechsten", "siebten", "achten"};
    const auto index = static_cast<std::size_t>(number);
    Phrase phrase;
    if (number < 20)
        phrase.english = englishOrdinals[index];
    else if (number % 10 == 0)
        phrase.english = number == 20 ? "twentieth" : "thirtieth";
    else
        phrase.english = std::string(englishTens[index / 10]) + ' ' + englishOrdinals[index % 10];
    if (number <= 8)
        phrase.german = irregular[index];
    else
        phrase.german = belowHundred(number).german + (number < 20 ? "ten" : "sten");
    return phrase;
}

} // namespace auspex::demo
