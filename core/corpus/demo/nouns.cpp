// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo/lexicon.h"

namespace auspex::demo {

namespace {

using namespace meaning;

/// "": none (feminine), "s" and "es": put to the singular, "W": weak.
// In the order in which one reads a noun. NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding)
struct Row {
    const char *english;
    const char *englishPlural;
    const char *german;
    const char *germanPlural;
    char gender;
    const char *genitive;
    Classes classes;
};

constexpr Row people[] = {
    {"man", "men", "Mann", "Männer", 'm', "es", person},
    {"woman", "women", "Frau", "Frauen", 'f', "", person},
    {"boy", "boys", "Junge", "Jungen", 'm', "W", person},
    {"teacher", "teachers", "Lehrer", "Lehrer", 'm', "s", person},
    {"doctor", "doctors", "Arzt", "Ärzte", 'm', "es", person},
    {"student", "students", "Student", "Studenten", 'm', "W", person},
    {"neighbour", "neighbours", "Nachbar", "Nachbarn", 'm', "W", person},
    {"customer", "customers", "Kunde", "Kunden", 'm', "W", person},
    {"colleague", "colleagues", "Kollege", "Kollegen", 'm', "W", person},
    {"farmer", "farmers", "Bauer", "Bauern", 'm', "W", person},
    {"worker", "workers", "Arbeiter", "Arbeiter", 'm', "s", person},
    {"pupil", "pupils", "Schüler", "Schüler", 'm', "s", person},
    {"cook", "cooks", "Koch", "Köche", 'm', "s", person},
    {"driver", "drivers", "Fahrer", "Fahrer", 'm', "s", person},
    {"baker", "bakers", "Bäcker", "Bäcker", 'm', "s", person},
    {"painter", "painters", "Maler", "Maler", 'm', "s", person},
    {"singer", "singers", "Sängerin", "Sängerinnen", 'f', "", person},
    {"nurse", "nurses", "Krankenschwester", "Krankenschwestern", 'f', "", person},
    {"writer", "writers", "Schriftsteller", "Schriftsteller", 'm', "s", person},
    {"soldier", "soldiers", "Soldat", "Soldaten", 'm', "W", person},
    {"guest", "guests", "Gast", "Gäste", 'm', "es", person},
    {"engineer", "engineers", "Ingenieur", "Ingenieure", 'm', "s", person},
    {"journalist", "journalists", "Journalist", "Journalisten", 'm', "W", person},
    {"judge", "judges", "Richter", "Richter", 'm', "s", person},
    {"mother", "mothers", "Mutter", "Mütter", 'f', "", person | family},
    {"father", "fathers", "Vater", "Väter", 'm', "s", person | family},
    {"brother", "brothers", "Bruder", "Brüder", 'm', "s", person | family},
    {"sister", "sisters", "Schwester", "Schwestern", 'f', "", person | family},
    {"son", "sons", "Sohn", "Söhne", 'm', "es", person | family},
    {"daughter", "daughters", "Tochter", "Töchter", 'f', "", person | family},
    {"grandmother", "grandmothers", "Großmutter", "Großmütter", 'f', "", person | family},
    {"uncle", "uncles", "Onkel", "Onkel", 'm', "s", person | family},
    {"aunt", "aunts", "Tante", "Tanten", 'f', "", person | family},
    {"friend", "friends", "Freund", "Freunde", 'm', "es", person | family},
    {"boss", "bosses", "Chef", "Chefs", 'm', "s", person | family},
};

constexpr Row creatures[] = {
    {"dog", "dogs", "Hund", "Hunde", 'm', "es", animal},
    {"cat", "cats", "Katze", "Katzen", 'f', "", animal},
    {"horse", "horses", "Pferd", "Pferde", 'n', "es", animal},
    {"cow", "cows", "Kuh", "Kühe", 'f', "", animal},
    {"bird", "birds", "Vogel", "Vögel", 'm', "s", animal},
    {"bear", "bears", "Bär", "Bären", 'm', "W", animal},
    {"pig", "pigs", "Schwein", "Schweine", 'n', "es", animal},
    {"mouse", "mice", "Maus", "Mäuse", 'f', "", animal},
    {"lion", "lions", "Löwe", "Löwen", 'm', "W", animal},
    {"goat", "goats", "Ziege", "Ziegen", 'f', "", animal},
    {"tree", "trees", "Baum", "Bäume", 'm', "es", plant},
    {"flower", "flowers", "Blume", "Blumen", 'f', "", plant | upright},
    {"rose", "roses", "Rose", "Rosen", 'f', "", plant | upright},
    {"plant", "plants", "Pflanze", "Pflanzen", 'f', "", plant | upright},
};

constexpr Row eatables[] = {
    {"apple", "apples", "Apfel", "Äpfel", 'm', "s", food | crop},
    {"pear", "pears", "Birne", "Birnen", 'f', "", food | crop},
    {"potato", "potatoes", "Kartoffel", "Kartoffeln", 'f', "", food | crop},
    {"tomato", "tomatoes", "Tomate", "Tomaten", 'f', "", food | crop},
    {"carrot", "carrots", "Karotte", "Karotten", 'f', "", food | crop},
    {"cake", "cakes", "Kuchen", "Kuchen", 'm', "s", food},
    {"egg", "eggs", "Ei", "Eier", 'n', "s", food},
    {"sausage", "sausages", "Wurst", "Würste", 'f', "", food},
    {"fish", "fish", "Fisch", "Fische", 'm', "es", food},
    {"soup", "soups", "Suppe", "Suppen", 'f', "", food},
    {"bread", "breads", "Brot", "Brote", 'n', "es", food},
    {"salad", "salads", "Salat", "Salate", 'm', "s", food},
};

constexpr Row drinks[] = {
    {"coffee", "", "Kaffee", "", 'm', "s", drink}, {"tea", "", "Tee", "", 'm', "s", drink},
    {"milk", "", "Milch", "", 'f', "", drink},     {"water", "", "Wasser", "", 'n', "s", drink},
    {"juice", "", "Saft", "", 'm', "es", drink},   {"wine", "", "Wein", "", 'm', "es", drink},
    {"beer", "", "Bier", "", 'n', "es", drink},    {"money", "", "Geld", "", 'n', "es", money},
};

constexpr Row objects[] = {
    {"book", "books", "Buch", "Bücher", 'n', "es", text | flat},
    {"letter", "letters", "Brief", "Briefe", 'm', "es", text | flat},
    {"newspaper", "newspapers", "Zeitung", "Zeitungen", 'f', "", text | flat},
    {"novel", "novels", "Roman", "Romane", 'm', "s", text | flat},
    {"report", "reports", "Bericht", "Berichte", 'm', "es", text | flat},
    {"poem", "poems", "Gedicht", "Gedichte", 'n', "es", text},
    {"story", "stories", "Geschichte", "Geschichten", 'f', "", text},
    {"article", "articles", "Artikel", "Artikel", 'm', "s", text},
    {"key", "keys", "Schlüssel", "Schlüssel", 'm', "s", flat},
    {"knife", "knives", "Messer", "Messer", 'n', "s", flat},
    {"spoon", "spoons", "Löffel", "Löffel", 'm', "s", flat},
    {"fork", "forks", "Gabel", "Gabeln", 'f', "", flat},
    {"pencil", "pencils", "Bleistift", "Bleistifte", 'm', "es", flat},
    {"card", "cards", "Karte", "Karten", 'f', "", flat},
    {"bottle", "bottles", "Flasche", "Flaschen", 'f', "", upright},
    {"glass", "glasses", "Glas", "Gläser", 'n', "es", upright},
    {"cup", "cups", "Tasse", "Tassen", 'f', "", upright},
    {"plate", "plates", "Teller", "Teller", 'm', "s", upright},
    {"lamp", "lamps", "Lampe", "Lampen", 'f', "", upright},
    {"box", "boxes", "Kiste", "Kisten", 'f', "", upright | luggage},
    {"suitcase", "suitcases", "Koffer", "Koffer", 'm', "s", upright | luggage},
    {"bag", "bags", "Tasche", "Taschen", 'f', "", upright | luggage},
    {"picture", "pictures", "Bild", "Bilder", 'n', "es", picture},
    {"mirror", "mirrors", "Spiegel", "Spiegel", 'm', "s", picture},
    {"map", "maps", "Landkarte", "Landkarten", 'f', "", picture},
    {"coat", "coats", "Mantel", "Mäntel", 'm', "s", clothing},
    {"hat", "hats", "Hut", "Hüte", 'm', "es", clothing},
    {"dress", "dresses", "Kleid", "Kleider", 'n', "es", clothing},
    {"shirt", "shirts", "Hemd", "Hemden", 'n', "es", clothing},
    {"jacket", "jackets", "Jacke", "Jacken", 'f', "", clothing},
    {"shoe", "shoes", "Schuh", "Schuhe", 'm', "s", clothing},
    {"skirt", "skirts", "Rock", "Röcke", 'm', "es", clothing},
    {"door", "doors", "Tür", "Türen", 'f', "", door},
    {"window", "windows", "Fenster", "Fenster", 'n', "s", door},
    {"gate", "gates", "Tor", "Tore", 'n', "es", door},
    {"table", "tables", "Tisch", "Tische", 'm', "es", furniture | meaning::table},
    {"shelf", "shelves", "Regal", "Regale", 'n', "s", furniture | meaning::table},
    {"desk", "desks", "Schreibtisch", "Schreibtische", 'm', "es", furniture | meaning::table},
    {"chair", "chairs", "Stuhl", "Stühle", 'm', "es", furniture | meaning::table},
    {"bed", "beds", "Bett", "Betten", 'n', "es", furniture | meaning::table},
    {"cupboard", "cupboards", "Schrank", "Schränke", 'm', "es", furniture},
    {"sofa", "sofas", "Sofa", "Sofas", 'n', "s", furniture | meaning::table},
    {"wall", "walls", "Wand", "Wände", 'f', "", wall},
    {"car", "cars", "Auto", "Autos", 'n', "s", vehicle | machine},
    {"bicycle", "bicycles", "Fahrrad", "Fahrräder", 'n', "es", vehicle},
    {"train", "trains", "Zug", "Züge", 'm', "es", vehicle},
    {"bus", "buses", "Bus", "Busse", 'm', "ses", vehicle},
    {"ship", "ships", "Schiff", "Schiffe", 'n', "es", vehicle},
    {"tram", "trams", "Straßenbahn", "Straßenbahnen", 'f', "", vehicle},
    {"computer", "computers", "Computer", "Computer", 'm', "s", machine},
    {"machine", "machines", "Maschine", "Maschinen", 'f', "", machine},
    {"radio", "radios", "Radio", "Radios", 'n', "s", machine},
    {"clock", "clocks", "Uhr", "Uhren", 'f', "", machine},
    {"engine", "engines", "Motor", "Motoren", 'm', "s", machine},
    {"camera", "cameras", "Kamera", "Kameras", 'f', "", machine},
    {"file", "files", "Datei", "Dateien", 'f', "", file},
    {"program", "programs", "Programm", "Programme", 'n', "s", file},
    {"piano", "pianos", "Klavier", "Klaviere", 'n', "s", instrument},
    {"violin", "violins", "Geige", "Geigen", 'f', "", instrument},
    {"guitar", "guitars", "Gitarre", "Gitarren", 'f', "", instrument},
};

constexpr Row ideas[] = {
    {"question", "questions", "Frage", "Fragen", 'f', "", question},
    {"problem", "problems", "Problem", "Probleme", 'n', "s", question},
    {"exercise", "exercises", "Übung", "Übungen", 'f', "", question},
    {"task", "tasks", "Aufgabe", "Aufgaben", 'f', "", question},
    {"riddle", "riddles", "Rätsel", "Rätsel", 'n', "s", question},
    {"journey", "journeys", "Reise", "Reisen", 'f', "", event},
    {"concert", "concerts", "Konzert", "Konzerte", 'n', "es", event | stage},
    {"wedding", "weddings", "Hochzeit", "Hochzeiten", 'f', "", event},
    {"lesson", "lessons", "Unterrichtsstunde", "Unterrichtsstunden", 'f', "", event},
    {"meeting", "meetings", "Besprechung", "Besprechungen", 'f', "", event},
    {"film", "films", "Film", "Filme", 'm', "es", event | stage},
    {"game", "games", "Spiel", "Spiele", 'n', "es", event | stage},
    {"exam", "exams", "Prüfung", "Prüfungen", 'f', "", event | question},
};

/// A noun with how one is there and how one goes there.
struct PlaceRow {
    Row noun;
    const char *atEnglish;
    const char *atGerman;
    const char *towardsEnglish;
    const char *towardsGerman;
    bool towardsDative;
};

constexpr PlaceRow places[] = {
    {{"house", "houses", "Haus", "Häuser", 'n', "es", building}, "in", "in", "into", "in", false},
    {{"school", "schools", "Schule", "Schulen", 'f', "", building}, "at", "in", "to", "in", false},
    {{"church", "churches", "Kirche", "Kirchen", 'f', "", building}, "in", "in", "to", "in", false},
    {{"hotel", "hotels", "Hotel", "Hotels", 'n', "s", building}, "in", "in", "to", "in", false},
    {{"hospital", "hospitals", "Krankenhaus", "Krankenhäuser", 'n', "es", building},
     "in",
     "in",
     "to",
     "in",
     false},
    {{"museum", "museums", "Museum", "Museen", 'n', "s", building}, "in", "in", "to", "in", false},
    {{"theatre", "theatres", "Theater", "Theater", 'n', "s", building},
     "in",
     "in",
     "to",
     "in",
     false},
    {{"library", "libraries", "Bibliothek", "Bibliotheken", 'f', "", building},
     "in",
     "in",
     "to",
     "in",
     false},
    {{"restaurant", "restaurants", "Restaurant", "Restaurants", 'n', "s", building},
     "in",
     "in",
     "to",
     "in",
     false},
    {{"station", "stations", "Bahnhof", "Bahnhöfe", 'm', "s", building},
     "at",
     "an",
     "to",
     "zu",
     true},
    {{"airport", "airports", "Flughafen", "Flughäfen", 'm', "s", building},
     "at",
     "an",
     "to",
     "zu",
     true},
    {{"university", "universities", "Universität", "Universitäten", 'f', "", building},
     "at",
     "an",
     "to",
     "zu",
     true},
    {{"factory", "factories", "Fabrik", "Fabriken", 'f', "", building},
     "in",
     "in",
     "to",
     "in",
     false},
    {{"castle", "castles", "Schloss", "Schlösser", 'n', "es", building},
     "in",
     "in",
     "to",
     "zu",
     true},
    {{"bank", "banks", "Bank", "Banken", 'f', "", building}, "in", "in", "to", "zu", true},
    {{"kitchen", "kitchens", "Küche", "Küchen", 'f', "", room}, "in", "in", "into", "in", false},
    {{"office", "offices", "Büro", "Büros", 'n', "s", room}, "in", "in", "to", "in", false},
    {{"room", "rooms", "Zimmer", "Zimmer", 'n', "s", room}, "in", "in", "into", "in", false},
    {{"cellar", "cellars", "Keller", "Keller", 'm', "s", room}, "in", "in", "into", "in", false},
    {{"flat", "flats", "Wohnung", "Wohnungen", 'f', "", room}, "in", "in", "into", "in", false},
    {{"garden", "gardens", "Garten", "Gärten", 'm', "s", outdoors},
     "in",
     "in",
     "into",
     "in",
     false},
    {{"park", "parks", "Park", "Parks", 'm', "s", outdoors}, "in", "in", "to", "in", false},
    {{"forest", "forests", "Wald", "Wälder", 'm', "es", outdoors}, "in", "in", "into", "in", false},
    {{"city", "cities", "Stadt", "Städte", 'f', "", outdoors}, "in", "in", "to", "in", false},
    {{"village", "villages", "Dorf", "Dörfer", 'n', "es", outdoors}, "in", "in", "to", "in", false},
    {{"market", "markets", "Markt", "Märkte", 'm', "es", outdoors},
     "at",
     "auf",
     "to",
     "auf",
     false},
    {{"beach", "beaches", "Strand", "Strände", 'm', "es", outdoors}, "on", "an", "to", "an", false},
    {{"lake", "lakes", "See", "Seen", 'm', "s", outdoors}, "at", "an", "to", "an", false},
    {{"bridge", "bridges", "Brücke", "Brücken", 'f', "", outdoors},
     "on",
     "auf",
     "onto",
     "auf",
     false},
    {{"island", "islands", "Insel", "Inseln", 'f', "", outdoors}, "on", "auf", "to", "auf", false},
    {{"mountain", "mountains", "Berg", "Berge", 'm', "es", outdoors},
     "on",
     "auf",
     "onto",
     "auf",
     false},
    {{"street", "streets", "Straße", "Straßen", 'f', "", outdoors},
     "on",
     "auf",
     "onto",
     "auf",
     false},
    {{"field", "fields", "Feld", "Felder", 'n', "es", outdoors}, "in", "auf", "into", "auf", false},
};

Noun nounOf(const Row &row)
{
    Noun noun;
    noun.english = row.english;
    noun.englishPlural = row.englishPlural;
    noun.german = row.german;
    noun.germanPlural = row.germanPlural;
    noun.gender = row.gender == 'm'   ? Gender::Masculine
                  : row.gender == 'f' ? Gender::Feminine
                                      : Gender::Neuter;
    noun.isWeak = row.genitive[0] == 'W';
    noun.genitive = noun.isWeak ? noun.germanPlural : noun.german + row.genitive;
    noun.classes = row.classes;
    noun.isCountable = row.englishPlural[0] != '\0';
    return noun;
}

} // namespace

const std::vector<Noun> &nouns()
{
    static const std::vector<Noun> all = [] {
        std::vector<Noun> made;
        const auto take = [&](const auto &rows) {
            for (const Row &row : rows)
                made.push_back(nounOf(row));
        };
        take(people);
        take(creatures);
        take(eatables);
        take(drinks);
        take(objects);
        take(ideas);
        for (const PlaceRow &row : places) {
            Noun noun = nounOf(row.noun);
            noun.at = {row.atEnglish, row.atGerman, Case::Dative};
            noun.towards = {row.towardsEnglish, row.towardsGerman,
                            row.towardsDative ? Case::Dative : Case::Accusative};
            made.push_back(std::move(noun));
        }
        return made;
    }();
    return all;
}

} // namespace auspex::demo
