// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/corpus/demo/lexicon.h"

namespace auspex::demo {

namespace {

using namespace meaning;

constexpr Classes anyThing = thing | text | furniture | machine | vehicle | food | instrument;
constexpr Classes place = building | room | outdoors;

// Flags of a verb.
constexpr unsigned plain = 0;
constexpr unsigned sein = 1;    ///< its perfect is made with sein
constexpr unsigned lasts = 2;   ///< can be done for hours
constexpr unsigned passive = 4; ///< can be passive
constexpr unsigned reflexive = 8;

/// English: base, third person, past, participle, progressive. German: infinitive, ich, er,
/// preterite, its plural, participle, and the prefix that is separated.
struct Row {
    const char *english;
    const char *particle;
    const char *german;
    const char *prefix;
    unsigned flags;
    Classes subjects;
    Classes objects;
};

constexpr Row intransitive[] = {
    {"sleep sleeps slept slept sleeping", "",
     "schlafen schlafe schläft schlief schliefen geschlafen", "", lasts, person | animal, 0},
    {"work works worked worked working", "",
     "arbeiten arbeite arbeitet arbeitete arbeiteten gearbeitet", "", lasts, person, 0},
    {"laugh laughs laughed laughed laughing", "", "lachen lache lacht lachte lachten gelacht", "",
     lasts, person, 0},
    {"sing sings sang sung singing", "", "singen singe singt sang sangen gesungen", "", lasts,
     person, 0},
    {"dance dances danced danced dancing", "", "tanzen tanze tanzt tanzte tanzten getanzt", "",
     lasts, person, 0},
    {"cry cries cried cried crying", "", "weinen weine weint weinte weinten geweint", "", lasts,
     person, 0},
    {"swim swims swam swum swimming", "",
     "schwimmen schwimme schwimmt schwamm schwammen geschwommen", "", sein, person | animal, 0},
    {"wait waits waited waited waiting", "", "warten warte wartet wartete warteten gewartet", "",
     lasts, person, 0},
    {"cook cooks cooked cooked cooking", "", "kochen koche kocht kochte kochten gekocht", "", lasts,
     person, 0},
    {"smoke smokes smoked smoked smoking", "", "rauchen rauche raucht rauchte rauchten geraucht",
     "", lasts, person, 0},
    {"die dies died died dying", "", "sterben sterbe stirbt starb starben gestorben", "", sein,
     person | animal, 0},
    {"get gets got got getting", "up", "stehen stehe steht stand standen gestanden", "auf", sein,
     person, 0},
    {"arrive arrives arrived arrived arriving", "", "kommen komme kommt kam kamen gekommen", "an",
     sein, person | vehicle, 0},
    {"come comes came come coming", "back", "kommen komme kommt kam kamen gekommen", "zurück", sein,
     person, 0},
    {"leave leaves left left leaving", "", "fahren fahre fährt fuhr fuhren gefahren", "ab", sein,
     vehicle, 0},
    {"begin begins began begun beginning", "", "fangen fange fängt fing fingen gefangen", "an",
     plain, event, 0},
    {"stop stops stopped stopped stopping", "", "halten halte hält hielt hielten gehalten", "an",
     plain, vehicle, 0},
    {"stop stops stopped stopped stopping", "", "hören höre hört hörte hörten gehört", "auf", plain,
     event, 0},
    {"run runs ran run running", "", "laufen laufe läuft lief liefen gelaufen", "", sein, machine,
     0},
    {"grow grows grew grown growing", "", "wachsen wachse wächst wuchs wuchsen gewachsen", "", sein,
     plant, 0},
    {"fall falls fell fallen falling", "asleep",
     "schlafen schlafe schläft schlief schliefen geschlafen", "ein", sein, person | animal, 0},
    {"wake wakes woke woken waking", "up", "wachen wache wacht wachte wachten gewacht", "auf", sein,
     person | animal, 0},
};

constexpr Row transitive[] = {
    {"read reads read read reading", "", "lesen lese liest las lasen gelesen", "", lasts | passive,
     person, text},
    {"write writes wrote written writing", "",
     "schreiben schreibe schreibt schrieb schrieben geschrieben", "", passive, person, text},
    {"buy buys bought bought buying", "", "kaufen kaufe kauft kaufte kauften gekauft", "", passive,
     person, anyThing},
    {"sell sells sold sold selling", "",
     "verkaufen verkaufe verkauft verkaufte verkauften verkauft", "", passive, person, anyThing},
    {"see sees saw seen seeing", "", "sehen sehe sieht sah sahen gesehen", "", passive,
     person | animal, person | animal | vehicle | place | anyThing},
    {"find finds found found finding", "", "finden finde findet fand fanden gefunden", "", passive,
     person, anyThing | animal | money},
    {"look looks looked looked looking", "for", "suchen suche sucht suchte suchten gesucht", "",
     passive, person, flat | clothing | luggage | animal},
    {"lose loses lost lost losing", "", "verlieren verliere verliert verlor verloren verloren", "",
     passive, person, flat | clothing | luggage | money},
    {"eat eats ate eaten eating", "", "essen esse isst aß aßen gegessen", "", passive, person,
     food},
    {"eat eats ate eaten eating", "", "fressen fresse frisst fraß fraßen gefressen", "", passive,
     animal, food},
    {"drink drinks drank drunk drinking", "", "trinken trinke trinkt trank tranken getrunken", "",
     passive, person, drink},
    {"love loves loved loved loving", "", "lieben liebe liebt liebte liebten geliebt", "", passive,
     person, person | animal | stage},
    {"know knows knew known knowing", "", "kennen kenne kennt kannte kannten gekannt", "", plain,
     person, person | place | text | stage},
    {"visit visits visited visited visiting", "",
     "besuchen besuche besucht besuchte besuchten besucht", "", passive, person, person | building},
    {"meet meets met met meeting", "", "treffen treffe trifft traf trafen getroffen", "", plain,
     person, person},
    {"miss misses missed missed missing", "",
     "vermissen vermisse vermisst vermisste vermissten vermisst", "", plain, person,
     person | animal},
    {"miss misses missed missed missing", "",
     "verpassen verpasse verpasst verpasste verpassten verpasst", "", plain, person,
     vehicle | event},
    {"leave leaves left left leaving", "",
     "verlassen verlasse verlässt verließ verließen verlassen", "", plain, person, place},
    {"take takes took taken taking", "", "nehmen nehme nimmt nahm nahmen genommen", "", plain,
     person, vehicle | flat | upright},
    {"carry carries carried carried carrying", "", "tragen trage trägt trug trugen getragen", "",
     passive, person, luggage | upright},
    {"wear wears wore worn wearing", "", "tragen trage trägt trug trugen getragen", "", passive,
     person, clothing},
    {"put puts put put putting", "on", "ziehen ziehe zieht zog zogen gezogen", "an", plain, person,
     clothing},
    {"take takes took taken taking", "off", "ziehen ziehe zieht zog zogen gezogen", "aus", plain,
     person, clothing},
    {"open opens opened opened opening", "", "machen mache macht machte machten gemacht", "auf",
     passive, person, door | luggage},
    {"close closes closed closed closing", "", "machen mache macht machte machten gemacht", "zu",
     passive, person, door | luggage},
    {"turn turns turned turned turning", "on",
     "schalten schalte schaltet schaltete schalteten geschaltet", "ein", passive, person, machine},
    {"turn turns turned turned turning", "off",
     "schalten schalte schaltet schaltete schalteten geschaltet", "aus", passive, person, machine},
    {"repair repairs repaired repaired repairing", "",
     "reparieren repariere repariert reparierte reparierten repariert", "", passive, person,
     machine | vehicle | furniture},
    {"build builds built built building", "", "bauen baue baut baute bauten gebaut", "", passive,
     person, building | furniture | vehicle},
    {"paint paints painted painted painting", "", "malen male malt malte malten gemalt", "",
     passive, person, picture},
    {"call calls called called calling", "", "rufen rufe ruft rief riefen gerufen", "an", passive,
     person, person},
    {"invite invites invited invited inviting", "", "laden lade lädt lud luden geladen", "ein",
     passive, person, person},
    {"pick picks picked picked picking", "up", "holen hole holt holte holten geholt", "ab", passive,
     person, person},
    {"ask asks asked asked asking", "", "fragen frage fragt fragte fragten gefragt", "", passive,
     person, person},
    {"answer answers answered answered answering", "",
     "beantworten beantworte beantwortet beantwortete beantworteten beantwortet", "", passive,
     person, question},
    {"solve solves solved solved solving", "", "lösen löse löst löste lösten gelöst", "", passive,
     person, question},
    {"understand understands understood understood understanding", "",
     "verstehen verstehe versteht verstand verstanden verstanden", "", plain, person,
     question | text},
    {"save saves saved saved saving", "", "retten rette rettet rettete retteten gerettet", "",
     passive, person, person | animal},
    {"save saves saved saved saving", "", "sparen spare spart sparte sparten gespart", "", passive,
     person, money},
    {"save saves saved saved saving", "",
     "speichern speichere speichert speicherte speicherten gespeichert", "", passive, person, file},
    {"spend spends spent spent spending", "", "geben gebe gibt gab gaben gegeben", "aus", passive,
     person, money},
    {"grow grows grew grown growing", "", "bauen baue baut baute bauten gebaut", "an", passive,
     person, crop},
    {"play plays played played playing", "", "spielen spiele spielt spielte spielten gespielt", "",
     lasts | passive, person, instrument},
    {"watch watches watched watched watching", "",
     "schauen schaue schaut schaute schauten geschaut", "an", passive, person, stage},
    {"prepare prepares prepared prepared preparing", "",
     "bereiten bereite bereitet bereitete bereiteten bereitet", "vor", passive, person, event},
    {"clean cleans cleaned cleaned cleaning", "", "putzen putze putzt putzte putzten geputzt", "",
     passive, person, room | door},
    {"tidy tidies tidied tidied tidying", "up", "räumen räume räumt räumte räumten geräumt", "auf",
     passive, person, room},
    {"hear hears heard heard hearing", "", "hören höre hört hörte hörten gehört", "", plain,
     person | animal, person | animal | machine},
    {"chase chases chased chased chasing", "", "jagen jage jagt jagte jagten gejagt", "", passive,
     animal, animal},
    {"bite bites bit bitten biting", "", "beißen beiße beißt biss bissen gebissen", "", passive,
     animal, person | animal},
    {"plant plants planted planted planting", "",
     "pflanzen pflanze pflanzt pflanzte pflanzten gepflanzt", "", passive, person, plant},
};

constexpr Row dativeObject[] = {
    {"help helps helped helped helping", "", "helfen helfe hilft half halfen geholfen", "", plain,
     person, person | animal},
    {"thank thanks thanked thanked thanking", "", "danken danke dankt dankte dankten gedankt", "",
     plain, person, person},
    {"follow follows followed followed following", "", "folgen folge folgt folgte folgten gefolgt",
     "", sein, person | animal, person | animal},
    {"answer answers answered answered answering", "",
     "antworten antworte antwortet antwortete antworteten geantwortet", "", plain, person, person},
    {"trust trusts trusted trusted trusting", "",
     "vertrauen vertraue vertraut vertraute vertrauten vertraut", "", plain, person, person},
    {"congratulate congratulates congratulated congratulated congratulating", "",
     "gratulieren gratuliere gratuliert gratulierte gratulierten gratuliert", "", plain, person,
     person},
    {"listen listens listened listened listening", "to", "hören höre hört hörte hörten gehört",
     "zu", lasts, person, person},
    {"run runs ran run running", "after", "laufen laufe läuft lief liefen gelaufen", "nach", sein,
     person | animal, person | animal},
};

constexpr Row ditransitive[] = {
    {"give gives gave given giving", "", "geben gebe gibt gab gaben gegeben", "", plain, person,
     anyThing},
    {"show shows showed shown showing", "", "zeigen zeige zeigt zeigte zeigten gezeigt", "", plain,
     person, anyThing},
    {"bring brings brought brought bringing", "", "bringen bringe bringt brachte brachten gebracht",
     "", plain, person, flat | upright | food | drink},
    {"sell sells sold sold selling", "",
     "verkaufen verkaufe verkauft verkaufte verkauften verkauft", "", plain, person,
     furniture | vehicle | picture},
    {"send sends sent sent sending", "", "schicken schicke schickt schickte schickten geschickt",
     "", plain, person, text},
    {"explain explains explained explained explaining", "to",
     "erklären erkläre erklärt erklärte erklärten erklärt", "", plain, person, question},
    {"lend lends lent lent lending", "", "leihen leihe leiht lieh liehen geliehen", "", plain,
     person, flat | clothing | vehicle | instrument},
    {"read reads read read reading", "to", "lesen lese liest las lasen gelesen", "vor", plain,
     person, text},
};

struct PrepositionRow {
    Row verb;
    const char *english;
    const char *german;
    bool accusative;
};

constexpr PrepositionRow prepositional[] = {
    {{"wait waits waited waited waiting", "", "warten warte wartet wartete warteten gewartet", "",
      lasts, person, person | vehicle},
     "for",
     "auf",
     true},
    {{"think thinks thought thought thinking", "", "denken denke denkt dachte dachten gedacht", "",
      plain, person, person | event},
     "of",
     "an",
     true},
    {{"talk talks talked talked talking", "", "sprechen spreche spricht sprach sprachen gesprochen",
      "", lasts, person, person},
     "to",
     "mit",
     false},
    {{"talk talks talked talked talking", "", "sprechen spreche spricht sprach sprachen gesprochen",
      "", lasts, person, text | event | question},
     "about",
     "über",
     true},
    {{"ask asks asked asked asking", "", "bitten bitte bittet bat baten gebeten", "", plain, person,
      food | drink | money},
     "for",
     "um",
     true},
    {{"look looks looked looked looking", "", "passen passe passt passte passten gepasst", "auf",
      plain, person, animal | luggage | room},
     "after",
     "auf",
     true},
    {{"remember remembers remembered remembered remembering", "",
      "erinnern erinnere erinnert erinnerte erinnerten erinnert", "", reflexive, person,
      person | event | text},
     "",
     "an",
     true},
    {{"look looks looked looked looking", "forward", "freuen freue freut freute freuten gefreut",
      "", reflexive, person, event},
     "to",
     "auf",
     true},
    {{"complain complains complained complained complaining", "",
      "beschweren beschwere beschwert beschwerte beschwerten beschwert", "", reflexive, person,
      room | building | food | machine},
     "about",
     "über",
     true},
    {{"fall falls fell fallen falling", "in love",
      "verlieben verliebe verliebt verliebte verliebten verliebt", "", reflexive, person, person},
     "with",
     "in",
     true},
    {{"take takes took taken taking", "part", "nehmen nehme nimmt nahm nahmen genommen", "teil",
      plain, person, event},
     "in",
     "an",
     false},
    {{"dream dreams dreamed dreamed dreaming", "",
      "träumen träume träumt träumte träumten geträumt", "", plain, person,
      person | vehicle | event},
     "of",
     "von",
     false},
};

constexpr Row motion[] = {
    {"go goes went gone going", "", "gehen gehe geht ging gingen gegangen", "", sein, person,
     place},
    {"run runs ran run running", "", "rennen renne rennt rannte rannten gerannt", "", sein,
     person | animal, place},
    {"drive drives drove driven driving", "", "fahren fahre fährt fuhr fuhren gefahren", "", sein,
     person, outdoors | building},
    {"walk walks walked walked walking", "",
     "spazieren spaziere spaziert spazierte spazierten spaziert", "", sein, person,
     outdoors | building},
    {"return returns returned returned returning", "", "kehren kehre kehrt kehrte kehrten gekehrt",
     "zurück", sein, person, place},
};

constexpr Row travelling[] = {
    {"travel travels travelled travelled travelling", "",
     "reisen reise reist reiste reisten gereist", "", sein, person, outdoors},
};

constexpr Row put[] = {
    {"put puts put put putting", "", "legen lege legt legte legten gelegt", "", passive, person,
     flat},
    {"put puts put put putting", "", "stellen stelle stellt stellte stellten gestellt", "", passive,
     person, upright},
    {"hang hangs hung hung hanging", "", "hängen hänge hängt hängte hängten gehängt", "", passive,
     person, picture},
};

constexpr Row liking[] = {
    {"like likes liked liked liking", "", "gefallen gefalle gefällt gefiel gefielen gefallen", "",
     plain, person, stage | text | clothing | building | outdoors | picture},
};

struct ClauseRow {
    Row verb;
    const char *english;
    const char *german;
};

constexpr ClauseRow clausal[] = {
    {{"know knows knew known knowing", "", "wissen weiß weiß wusste wussten gewusst", "", plain,
      person, 0},
     "that",
     "dass"},
    {{"think thinks thought thought thinking", "",
      "glauben glaube glaubt glaubte glaubten geglaubt", "", plain, person, 0},
     "that",
     "dass"},
    {{"say says said said saying", "", "sagen sage sagt sagte sagten gesagt", "", plain, person, 0},
     "that",
     "dass"},
    {{"hope hopes hoped hoped hoping", "", "hoffen hoffe hofft hoffte hofften gehofft", "", plain,
      person, 0},
     "that",
     "dass"},
    {{"hear hears heard heard hearing", "", "hören höre hört hörte hörten gehört", "", plain,
      person, 0},
     "that",
     "dass"},
    {{"see sees saw seen seeing", "", "sehen sehe sieht sah sahen gesehen", "", plain, person, 0},
     "that",
     "dass"},
    {{"find finds found found finding", "out", "finden finde findet fand fanden gefunden", "heraus",
      plain, person, 0},
     "that",
     "dass"},
    {{"ask asks asked asked asking", "", "fragen frage fragt fragte fragten gefragt", "", plain,
      person, 0},
     "whether",
     "ob"},
    {{"wonder wonders wondered wondered wondering", "", "fragen frage fragt fragte fragten gefragt",
      "", reflexive, person, 0},
     "whether",
     "ob"},
    {{"know knows knew known knowing", "", "wissen weiß weiß wusste wussten gewusst", "", plain,
      person, 0},
     "whether",
     "ob"},
};

constexpr Row infinitive[] = {
    {"try tries tried tried trying", "",
     "versuchen versuche versucht versuchte versuchten versucht", "", plain, person, 0},
    {"forget forgets forgot forgotten forgetting", "",
     "vergessen vergesse vergisst vergaß vergaßen vergessen", "", plain, person, 0},
    {"hope hopes hoped hoped hoping", "", "hoffen hoffe hofft hoffte hofften gehofft", "", plain,
     person, 0},
    {"promise promises promised promised promising", "",
     "versprechen verspreche verspricht versprach versprachen versprochen", "", plain, person, 0},
    {"decide decides decided decided deciding", "",
     "beschließen beschließe beschließt beschloss beschlossen beschlossen", "", plain, person, 0},
    {"refuse refuses refused refused refusing", "",
     "weigern weigere weigert weigerte weigerten geweigert", "", reflexive, person, 0},
    {"begin begins began begun beginning", "", "fangen fange fängt fing fingen gefangen", "an",
     plain, person, 0},
};

Verb verbOf(const Row &row, Frame frame)
{
    const auto english = split(row.english, ' ');
    const auto german = split(row.german, ' ');
    Verb verb;
    verb.base = english[0];
    verb.third = english[1];
    verb.past = english[2];
    verb.participle = english[3];
    verb.progressive = english[4];
    verb.particle = row.particle;
    verb.infinitive = german[0];
    verb.first = german[1];
    verb.germanThird = german[2];
    verb.preterite = german[3];
    verb.preteritePlural = german[4];
    verb.germanParticiple = german[5];
    verb.prefix = row.prefix;
    verb.withSein = (row.flags & sein) != 0;
    verb.isReflexive = (row.flags & reflexive) != 0;
    verb.lasts = (row.flags & lasts) != 0;
    verb.canBePassive = (row.flags & passive) != 0;
    verb.frame = frame;
    verb.subjects = row.subjects;
    verb.objects = row.objects;
    return verb;
}

} // namespace

const std::vector<Verb> &verbs()
{
    static const std::vector<Verb> all = [] {
        std::vector<Verb> made;
        const auto take = [&](const auto &rows, Frame frame) {
            for (const Row &row : rows)
                made.push_back(verbOf(row, frame));
        };
        take(intransitive, Frame::Intransitive);
        take(transitive, Frame::Transitive);
        take(dativeObject, Frame::DativeObject);
        take(ditransitive, Frame::Ditransitive);
        take(motion, Frame::Motion);
        take(travelling, Frame::Motion);
        take(put, Frame::Put);
        take(liking, Frame::Liking);
        take(infinitive, Frame::Infinitive);
        for (const PrepositionRow &row : prepositional) {
            Verb verb = verbOf(row.verb, Frame::Prepositional);
            verb.preposition = {row.english, row.german,
                                row.accusative ? Case::Accusative : Case::Dative};
            made.push_back(std::move(verb));
        }
        for (const ClauseRow &row : clausal) {
            Verb verb = verbOf(row.verb, Frame::Clausal);
            verb.preposition = {row.english, row.german, Case::Nominative};
            made.push_back(std::move(verb));
        }
        return made;
    }();
    return all;
}

const Verb &copula()
{
    static const Verb verb = [] {
        constexpr Row row = {
            "be is was been being", "", "sein bin ist war waren gewesen", "", sein, ~Classes{0}, 0};
        return verbOf(row, Frame::Copula);
    }();
    return verb;
}

} // namespace auspex::demo
