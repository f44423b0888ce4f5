<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Judge</name>
    <message>
        <source>split %1</source>
        <translation>Aufteilung %1</translation>
    </message>
    <message numerus="yes">
        <source>%n decoder layer(s)</source>
        <translation>
            <numerusform>%n Decoderschicht</numerusform>
            <numerusform>%n Decoderschichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to draw. Tick predictors in the table to see them here.</source>
        <translation>Nichts zu zeichnen. In der Tabelle Prädiktoren anhaken, um sie hier zu sehen.</translation>
    </message>
    <message>
        <source>Architecture %1</source>
        <translation>Architektur %1</translation>
    </message>
    <message>
        <source>Trained from scratch (%1)</source>
        <translation>Von Grund auf trainiert (%1)</translation>
    </message>
    <message>
        <source>Predicted (%1)</source>
        <translation>Vorhergesagt (%1)</translation>
    </message>
    <message>
        <source>Predicted minus trained (%1)</source>
        <translation>Vorhergesagt minus trainiert (%1)</translation>
    </message>
    <message>
        <source>Rank when trained from scratch (1 is the best)</source>
        <translation>Rang nach Training von Grund auf (1 ist der beste)</translation>
    </message>
    <message>
        <source>Predicted rank</source>
        <translation>Vorhergesagter Rang</translation>
    </message>
    <message>
        <source>Distance in the gold ranking</source>
        <translation>Abstand in der wahren Rangfolge</translation>
    </message>
    <message>
        <source>Share of the discordant pairs up to this distance</source>
        <translation>Anteil der diskordanten Paare bis zu diesem Abstand</translation>
    </message>
    <message>
        <source>Discordant pairs</source>
        <translation>Diskordante Paare</translation>
    </message>
    <message>
        <source>No predictor has a value of this metric.</source>
        <translation>Kein Prädiktor hat einen Wert dieser Metrik.</translation>
    </message>
    <message>
        <source>validation BLEU</source>
        <translation>Validierungs-BLEU</translation>
    </message>
    <message>
        <source>test BLEU</source>
        <translation>Test-BLEU</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>Mittlerer absoluter Fehler</translation>
    </message>
    <message>
        <source>Root mean squared error</source>
        <translation>Wurzel des mittleren quadratischen Fehlers</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>Verzerrung</translation>
    </message>
    <message>
        <source>Kendall tau</source>
        <translation>Kendall-Tau</translation>
    </message>
    <message>
        <source>Kendall tau within depth</source>
        <translation>Kendall-Tau bei gleicher Tiefe</translation>
    </message>
    <message>
        <source>Spearman correlation</source>
        <translation>Spearman-Korrelation</translation>
    </message>
    <message>
        <source>Regret at 1</source>
        <translation>Regret bei 1</translation>
    </message>
    <message>
        <source>Overlap at 5</source>
        <translation>Überlappung bei 5</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>MAE</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>Tau</source>
        <translation>Tau</translation>
    </message>
    <message>
        <source>Within depth</source>
        <translation>Gleiche Tiefe</translation>
    </message>
    <message>
        <source>Spearman</source>
        <translation>Spearman</translation>
    </message>
    <message>
        <source>Regret@1</source>
        <translation>Regret@1</translation>
    </message>
    <message>
        <source>Overlap@5</source>
        <translation>Überlappung@5</translation>
    </message>
    <message>
        <source>How far predictions are from the scores of training from scratch, on average. Lower is better.</source>
        <translation>Wie weit die Vorhersagen im Mittel von den Werten nach Training von Grund auf abweichen. Kleiner ist besser.</translation>
    </message>
    <message>
        <source>As the mean absolute error, with large errors counted more. Lower is better.</source>
        <translation>Wie der mittlere absolute Fehler, doch große Fehler zählen stärker. Kleiner ist besser.</translation>
    </message>
    <message>
        <source>Predictions minus scores, on average: above zero the predictor promises too much. Nearest to zero is best.</source>
        <translation>Vorhersagen minus Werte, im Mittel: Über null verspricht der Prädiktor zu viel. Am besten ist, was der Null am nächsten liegt.</translation>
    </message>
    <message>
        <source>How well the order of all architectures is predicted: 1 is perfect, 0 is no better than chance.</source>
        <translation>Wie gut die Rangfolge aller Architekturen vorhergesagt wird: 1 ist vollkommen, 0 nicht besser als der Zufall.</translation>
    </message>
    <message>
        <source>The same among architectures with as many decoder layers: what the predictor knows beyond the depth.</source>
        <translation>Dasselbe unter Architekturen mit gleich vielen Decoderschichten: was der Prädiktor über die Tiefe hinaus weiß.</translation>
    </message>
    <message>
        <source>Correlation of the predicted ranks with the true ranks. Higher is better.</source>
        <translation>Korrelation der vorhergesagten mit den wahren Rängen. Größer ist besser.</translation>
    </message>
    <message>
        <source>What is lost by training only the architecture that is predicted to be the best. Lower is better.</source>
        <translation>Was verloren geht, wenn nur die als beste vorhergesagte Architektur trainiert wird. Kleiner ist besser.</translation>
    </message>
    <message>
        <source>The share of the five truly best architectures among the five predicted best. Higher is better.</source>
        <translation>Der Anteil der fünf wirklich besten Architekturen unter den fünf als beste vorhergesagten. Größer ist besser.</translation>
    </message>
</context>
<context>
    <name>TableOutput</name>
    <message>
        <source>Comma-separated values</source>
        <translation>Durch Kommas getrennte Werte</translation>
    </message>
    <message>
        <source>Tab-separated values</source>
        <translation>Durch Tabulatoren getrennte Werte</translation>
    </message>
    <message>
        <source>LaTeX table (booktabs)</source>
        <translation>LaTeX-Tabelle (booktabs)</translation>
    </message>
    <message>
        <source>Markdown table</source>
        <translation>Markdown-Tabelle</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>The file&apos;s ending does not name a format of tables; use csv, tsv, tex, md, html or json.</source>
        <translation>Die Endung der Datei benennt kein Tabellenformat; möglich sind csv, tsv, tex, md, html und json.</translation>
    </message>
</context>
<context>
    <name>auspex::AblationForm</name>
    <message>
        <source>&amp;Tasks</source>
        <translation>Au&amp;fgaben</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>&amp;Prompts</source>
        <translation>&amp;Prompts</translation>
    </message>
    <message>
        <source>&amp;Variants</source>
        <translation>&amp;Varianten</translation>
    </message>
    <message>
        <source>&amp;Demonstrations</source>
        <translation>&amp;Demonstrationen</translation>
    </message>
    <message>
        <source>&amp;Splits</source>
        <translation>Auftei&amp;lungen</translation>
    </message>
    <message>
        <source>Samp&amp;les</source>
        <translation>&amp;Stichproben</translation>
    </message>
    <message>
        <source>&amp;Budget</source>
        <translation>&amp;Budget</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Choose tasks of the ablation</source>
        <translation>Aufgaben der Ablation wählen</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>Choose prompts of the ablation</source>
        <translation>Prompts der Ablation wählen</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Which components of each prompt are switched on, one row each</source>
        <translation>Welche Bausteine jedes Prompts eingeschaltet sind, je eine Zeile</translation>
    </message>
    <message>
        <source>Choose variants of the ablation</source>
        <translation>Varianten der Ablation wählen</translation>
    </message>
    <message>
        <source>Numbers of demonstrations</source>
        <translation>Anzahlen der Demonstrationen</translation>
    </message>
    <message>
        <source>Numbers separated by commas; every variant is judged with the largest one, the whole prompt with each</source>
        <translation>Zahlen, durch Kommas getrennt; jede Variante wird mit der größten beurteilt, der ganze Prompt mit jeder</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>Aufteilungen</translation>
    </message>
    <message>
        <source>Choose splits of the ablation</source>
        <translation>Aufteilungen der Ablation wählen</translation>
    </message>
    <message>
        <source>Samples of each prediction</source>
        <translation>Stichproben jeder Vorhersage</translation>
    </message>
    <message>
        <source>How often each prediction is asked for; the mean counts</source>
        <translation>Wie oft nach jeder Vorhersage gefragt wird; das Mittel zählt</translation>
    </message>
    <message>
        <source>Change the samples of the ablation</source>
        <translation>Stichproben der Ablation ändern</translation>
    </message>
    <message>
        <source>Budget in US dollars</source>
        <translation>Budget in US-Dollar</translation>
    </message>
    <message>
        <source>Nothing is sent that could make all runs together cost more</source>
        <translation>Es wird nichts gesendet, was alle Läufe zusammen teurer machen könnte</translation>
    </message>
    <message>
        <source>$</source>
        <comment>currency before an amount</comment>
        <translation>$</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Change the budget of the ablation</source>
        <translation>Budget der Ablation ändern</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Provider of the model to add</source>
        <translation>Anbieter des Modells, das hinzukommt</translation>
    </message>
    <message>
        <source>Model to add</source>
        <translation>Modell, das hinzukommt</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Add the model</source>
        <translation>Modell hinzufügen</translation>
    </message>
    <message>
        <source>Remove the selected model</source>
        <translation>Ausgewähltes Modell entfernen</translation>
    </message>
    <message>
        <source>&amp;Ask the models</source>
        <translation>Modelle &amp;fragen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Reset to the paper&apos;s values</source>
        <translation>Auf die Werte des Aufsatzes zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>Reset the ablation to the paper&apos;s values</source>
        <translation>Ablation auf die Werte des Aufsatzes zurücksetzen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>The prompt as saved</source>
        <translation>Der Prompt wie gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s), of which %1 are to be asked for.</source>
        <translation>
            <numerusform>%n Vorhersage, von denen %1 zu erfragen sind.</numerusform>
            <numerusform>%n Vorhersagen, von denen %1 zu erfragen sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cost: about $%1</source>
        <translation>Kosten: etwa %1 $</translation>
    </message>
    <message>
        <source>Cost: the price of a model is unknown</source>
        <translation>Kosten: Der Preis eines Modells ist unbekannt</translation>
    </message>
    <message>
        <source>Time: about %1</source>
        <translation>Zeit: etwa %1</translation>
    </message>
    <message>
        <source>Counting what is to be asked for...</source>
        <translation>Wird gezählt, was zu erfragen ist...</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) to go</source>
        <translation>
            <numerusform>noch %n Lauf</numerusform>
            <numerusform>noch %n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Add %1 to the ablation</source>
        <translation>%1 zur Ablation hinzufügen</translation>
    </message>
    <message>
        <source>Remove %1 from the ablation</source>
        <translation>%1 aus der Ablation entfernen</translation>
    </message>
    <message>
        <source>Write numbers from 1 to 1000, such as 1, 3, 10.</source>
        <translation>Zahlen von 1 bis 1000 schreiben, etwa 1, 3, 10.</translation>
    </message>
    <message>
        <source>Change the demonstrations of the ablation</source>
        <translation>Demonstrationen der Ablation ändern</translation>
    </message>
</context>
<context>
    <name>auspex::AblationPanel</name>
    <message>
        <source>&amp;Ask the models</source>
        <translation>Modelle &amp;fragen</translation>
    </message>
    <message>
        <source>Asks for every prediction of the ablation that is missing</source>
        <translation>Jede fehlende Vorhersage der Ablation erfragen</translation>
    </message>
    <message>
        <source>&amp;Copy the ablation&apos;s table</source>
        <translation>Tabelle der Ablation &amp;kopieren</translation>
    </message>
    <message>
        <source>Puts the open table on the clipboard</source>
        <translation>Die offene Tabelle in die Zwischenablage legen</translation>
    </message>
    <message>
        <source>&amp;Export the ablation&apos;s table...</source>
        <translation>Tabelle der Ablation &amp;exportieren...</translation>
    </message>
    <message>
        <source>Saves the open table as CSV, TSV, LaTeX, Markdown, HTML or JSON</source>
        <translation>Die offene Tabelle als CSV, TSV, LaTeX, Markdown, HTML oder JSON speichern</translation>
    </message>
    <message>
        <source>Components (Table 1)</source>
        <translation>Bausteine (Tabelle 1)</translation>
    </message>
    <message>
        <source>Demonstrations (Table 2)</source>
        <translation>Demonstrationen (Tabelle 2)</translation>
    </message>
    <message>
        <source>E&amp;xport...</source>
        <translation>E&amp;xportieren...</translation>
    </message>
    <message>
        <source>An ablation holds a model&apos;s predictions against scores of training from scratch. Import some first.</source>
        <translation>Eine Ablation hält die Vorhersagen eines Modells gegen Werte aus Training von Grund auf. Zuerst welche importieren.</translation>
    </message>
    <message>
        <source>&amp;Import TFS-Eval...</source>
        <translation>TFS-Eval &amp;importieren...</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) are missing; rows without figures say so. The regressors need no model.</source>
        <translation>
            <numerusform>%n Vorhersage fehlt; Zeilen ohne Werte sagen es. Die Regressionen brauchen kein Modell.</numerusform>
            <numerusform>%n Vorhersagen fehlen; Zeilen ohne Werte sagen es. Die Regressionen brauchen kein Modell.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no ablation to export yet; choose a model first.</source>
        <translation>Noch gibt es keine Ablation zu exportieren; zuerst ein Modell wählen.</translation>
    </message>
    <message>
        <source>Copied the table</source>
        <translation>Tabelle kopiert</translation>
    </message>
    <message>
        <source>ablation</source>
        <translation>ablation</translation>
    </message>
    <message>
        <source>demonstrations</source>
        <translation>demonstrationen</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert unter %1</translation>
    </message>
</context>
<context>
    <name>auspex::AblationState</name>
    <message>
        <source>Choose a task with scores of training from scratch.</source>
        <translation>Eine Aufgabe mit Werten aus Training von Grund auf wählen.</translation>
    </message>
    <message>
        <source>Choose a model to see what each part of the prompt is worth to it.</source>
        <translation>Ein Modell wählen, um zu sehen, was ihm jeder Teil des Prompts wert ist.</translation>
    </message>
    <message>
        <source>Choose a prompt.</source>
        <translation>Einen Prompt wählen.</translation>
    </message>
    <message>
        <source>Judging the ablation</source>
        <translation>Ablation beurteilen</translation>
    </message>
</context>
<context>
    <name>auspex::AboutDialog</name>
    <message>
        <source>Qt %1 (built with %2)</source>
        <translation>Qt %1 (gebaut mit %2)</translation>
    </message>
    <message>
        <source>Display: %1</source>
        <translation>Anzeige: %1</translation>
    </message>
    <message>
        <source>About Auspex</source>
        <translation>Über Auspex</translation>
    </message>
    <message>
        <source>A workbench for performance predictors in neural architecture search.</source>
        <translation>Eine Werkbank für Prädiktoren der Leistung bei der Suche nach neuronalen Architekturen.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes with no warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Versionen kopieren</translation>
    </message>
</context>
<context>
    <name>auspex::ArchitectureDrawing</name>
    <message>
        <source>Drawing of the layers</source>
        <translation>Zeichnung der Schichten</translation>
    </message>
    <message>
        <source>Layers from the first at the bottom. Bars: FFN width · attention heads (in the decoder: self-attention/encoder-decoder attention). Lines: the encoder layers that a decoder layer attends to.</source>
        <translation>Die Schichten, von der ersten ganz unten an. Balken: FFN-Breite · Attention-Köpfe (im Decoder: Self-Attention/Encoder-Decoder-Attention). Linien: die Encoderschichten, auf die eine Decoderschicht zugreift.</translation>
    </message>
    <message>
        <source>Encoder %1</source>
        <translation>Encoder %1</translation>
    </message>
    <message>
        <source>Decoder %1</source>
        <translation>Decoder %1</translation>
    </message>
</context>
<context>
    <name>auspex::ArchitectureModel</name>
    <message>
        <source>%1 only ranks: its values are no scores.</source>
        <translation>%1 gibt nur eine Rangfolge an: Die Werte sind keine Scores.</translation>
    </message>
    <message>
        <source>Split %1: %2</source>
        <translation>Aufteilung %1: %2</translation>
    </message>
    <message>
        <source>The architecture&apos;s number in the task</source>
        <translation>Die Nummer der Architektur in der Aufgabe</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation>Decoderschichten</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>The splits that judge on this architecture</source>
        <translation>Die Aufteilungen, in denen an dieser Architektur beurteilt wird</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>Aufteilungen</translation>
    </message>
    <message>
        <source>Its score when trained from scratch</source>
        <translation>Der Wert nach einem Training von Grund auf</translation>
    </message>
    <message>
        <source>TFS</source>
        <translation>TFS</translation>
    </message>
    <message>
        <source>%1: predicted minus trained, mean over the splits</source>
        <translation>%1: vorhergesagt minus trainiert, Mittel über die Aufteilungen</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>Residuum</translation>
    </message>
    <message>
        <source>%1: predicted, mean over the splits</source>
        <translation>%1: vorhergesagt, Mittel über die Aufteilungen</translation>
    </message>
    <message>
        <source>Predictions for the architectures of %1</source>
        <translation>Vorhersagen für die Architekturen von %1</translation>
    </message>
    <message>
        <source>%1, residual</source>
        <translation>%1, Residuum</translation>
    </message>
</context>
<context>
    <name>auspex::ArchitectureTable</name>
    <message>
        <source>Filter architectures</source>
        <translation>Architekturen filtern</translation>
    </message>
    <message>
        <source>Architectures and their predictions</source>
        <translation>Architekturen und ihre Vorhersagen</translation>
    </message>
    <message>
        <source>&amp;Copy the table</source>
        <translation>Tabelle k&amp;opieren</translation>
    </message>
    <message numerus="yes">
        <source>%n architecture(s)</source>
        <translation>
            <numerusform>%n Architektur</numerusform>
            <numerusform>%n Architekturen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n architecture(s)</source>
        <translation>
            <numerusform>%1 von %n Architektur</numerusform>
            <numerusform>%1 von %n Architekturen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::CallDetail</name>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Usage and price</source>
        <translation>Verbrauch und Preis</translation>
    </message>
    <message>
        <source>Copy the whole text of this page</source>
        <translation>Den ganzen Text dieser Seite kopieren</translation>
    </message>
    <message>
        <source>Copy the page</source>
        <translation>Seite kopieren</translation>
    </message>
    <message>
        <source>Choose a call to see its request and its reply.</source>
        <translation>Einen Aufruf auswählen, um seine Anfrage und seine Antwort zu sehen.</translation>
    </message>
    <message>
        <source>Value %1.</source>
        <translation>Wert %1.</translation>
    </message>
    <message>
        <source>Expected value %1 ± %2.</source>
        <translation>Erwartungswert %1 ± %2.</translation>
    </message>
    <message>
        <source>HTTP status %1.</source>
        <translation>HTTP-Status %1.</translation>
    </message>
    <message>
        <source>Ended with &quot;%1&quot;.</source>
        <translation>Beendet mit „%1“.</translation>
    </message>
    <message>
        <source>Request id %1.</source>
        <translation>Kennung der Anfrage %1.</translation>
    </message>
    <message>
        <source>Cost: %1</source>
        <translation>Kosten: %1</translation>
    </message>
    <message>
        <source>Provider: %1</source>
        <translation>Anbieter: %1</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modell: %1</translation>
    </message>
    <message>
        <source>Fingerprint: %1</source>
        <translation>Fingerabdruck: %1</translation>
    </message>
    <message>
        <source>Usage as the service told it:</source>
        <translation>Verbrauch, wie der Dienst ihn angab:</translation>
    </message>
    <message>
        <source>Price that was used:</source>
        <translation>Verwendeter Preis:</translation>
    </message>
</context>
<context>
    <name>auspex::CallModel</name>
    <message>
        <source>%1, ask %2</source>
        <translation>%1, Nachfrage %2</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>%1 + %2</source>
        <translation>%1 + %2</translation>
    </message>
    <message>
        <source>Prompt: %1, of these from the service&apos;s cache: %2
Answer: %3</source>
        <translation>Prompt: %1, davon aus dem Zwischenspeicher des Dienstes: %2
Antwort: %3</translation>
    </message>
    <message>
        <source>The price of the model was not known.</source>
        <translation>Der Preis des Modells war nicht bekannt.</translation>
    </message>
    <message>
        <source>Tokens of the prompt and of the answer</source>
        <translation>Token des Prompts und der Antwort</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Stichprobe</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
</context>
<context>
    <name>auspex::CallTable</name>
    <message>
        <source>Calls to show</source>
        <translation>Angezeigte Aufrufe</translation>
    </message>
    <message>
        <source>All calls</source>
        <translation>Alle Aufrufe</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Gescheiterte Versuche</translation>
    </message>
    <message>
        <source>Answers without a number</source>
        <translation>Antworten ohne Zahl</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>Calls of the run</source>
        <translation>Aufrufe des Laufs</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n Aufruf</numerusform>
            <numerusform>%n Aufrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n call(s)</source>
        <translation>
            <numerusform>%1 von %n Aufruf</numerusform>
            <numerusform>%1 von %n Aufrufen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::ChartArea</name>
    <message>
        <source>Scatter</source>
        <translation>Streudiagramm</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>Residuen</translation>
    </message>
    <message>
        <source>Discordant pairs</source>
        <translation>Diskordante Paare</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>Intervalle</translation>
    </message>
    <message>
        <source>Ranks</source>
        <translation>Ränge</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Decoder depth</source>
        <translation>Tiefe des Decoders</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>&amp;Shape shows</source>
        <translation>Fo&amp;rm zeigt</translation>
    </message>
    <message>
        <source>Show the split by shape</source>
        <translation>Aufteilung durch die Form zeigen</translation>
    </message>
    <message>
        <source>Show the decoder depth by shape</source>
        <translation>Tiefe des Decoders durch die Form zeigen</translation>
    </message>
    <message>
        <source>&amp;Error bars</source>
        <translation>Feh&amp;lerbalken</translation>
    </message>
    <message>
        <source>One standard deviation around each prediction, where the predictor says how certain it is</source>
        <translation>Eine Standardabweichung um jede Vorhersage, wo der Prädiktor seine Unsicherheit angibt</translation>
    </message>
    <message>
        <source>Show error bars</source>
        <translation>Fehlerbalken zeigen</translation>
    </message>
    <message>
        <source>Hide error bars</source>
        <translation>Fehlerbalken ausblenden</translation>
    </message>
    <message>
        <source>&amp;Metric</source>
        <translation>&amp;Metrik</translation>
    </message>
    <message>
        <source>Show the intervals of %1</source>
        <translation>Intervalle zeigen: %1</translation>
    </message>
    <message>
        <source>Number of pairs</source>
        <translation>Anzahl der Paare</translation>
    </message>
    <message>
        <source>Cumulative share</source>
        <translation>Kumulierter Anteil</translation>
    </message>
    <message>
        <source>Sh&amp;ow</source>
        <translation>Zei&amp;gen</translation>
    </message>
    <message>
        <source>Show the cumulative share of discordant pairs</source>
        <translation>Kumulierten Anteil diskordanter Paare zeigen</translation>
    </message>
    <message>
        <source>Show the number of discordant pairs</source>
        <translation>Anzahl diskordanter Paare zeigen</translation>
    </message>
    <message>
        <source>Not drawn here, because they only rank: %1.</source>
        <translation>Hier nicht gezeichnet, weil sie nur eine Rangfolge angeben: %1.</translation>
    </message>
    <message>
        <source>Add a predictor to see how it does.</source>
        <translation>Einen Prädiktor hinzufügen, um zu sehen, wie gut er ist.</translation>
    </message>
    <message>
        <source>The predictors are being judged.</source>
        <translation>Die Prädiktoren werden gerade beurteilt.</translation>
    </message>
</context>
<context>
    <name>auspex::CheckMenuButton</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>auspex::CommandAction</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>auspex::CommandPalette</name>
    <message>
        <source>Not available now</source>
        <translation>Zurzeit nicht verfügbar</translation>
    </message>
    <message>
        <source>Search commands, tasks, predictors, #architectures, workspaces</source>
        <translation>Befehle, Aufgaben, Prädiktoren, #Architekturen, Arbeitsbereiche suchen</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Überall suchen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Gefundenes</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>Nichts gefunden zu „%1“</translation>
    </message>
</context>
<context>
    <name>auspex::ComponentEditor</name>
    <message>
        <source>Problems of the prompt</source>
        <translation>Probleme des Prompts</translation>
    </message>
    <message>
        <source>What the component is for</source>
        <translation>Wozu der Baustein dient</translation>
    </message>
    <message>
        <source>What the component is for: decides what stands around its text</source>
        <translation>Wozu der Baustein dient: entscheidet, was um seinen Text herum steht</translation>
    </message>
    <message>
        <source>No component</source>
        <translation>Kein Baustein</translation>
    </message>
    <message>
        <source>Add a component to begin.</source>
        <translation>Zum Anfangen einen Baustein hinzufügen.</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>Text von %1</translation>
    </message>
    <message>
        <source>It is switched off: its text is not sent.</source>
        <translation>Er ist ausgeschaltet: Sein Text wird nicht gesendet.</translation>
    </message>
    <message>
        <source>It is switched off in this variant: its text is not sent.</source>
        <translation>Er ist in dieser Variante ausgeschaltet: Sein Text wird nicht gesendet.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>component: problem</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Make %1 a part: %2</source>
        <translation>%1 zum Teil machen: %2</translation>
    </message>
</context>
<context>
    <name>auspex::ComponentList</name>
    <message>
        <source>C&amp;omponents</source>
        <translation>Ba&amp;usteine</translation>
    </message>
    <message>
        <source>Components of the prompt</source>
        <translation>Bausteine des Prompts</translation>
    </message>
    <message>
        <source>Add a component</source>
        <translation>Baustein hinzufügen</translation>
    </message>
    <message>
        <source>Adds a component after the selected one</source>
        <translation>Fügt nach dem gewählten Baustein einen hinzu</translation>
    </message>
    <message>
        <source>Duplicate the component</source>
        <translation>Baustein verdoppeln</translation>
    </message>
    <message>
        <source>Adds a copy of the selected component</source>
        <translation>Fügt eine Kopie des gewählten Bausteins hinzu</translation>
    </message>
    <message>
        <source>Rename the component</source>
        <translation>Baustein umbenennen</translation>
    </message>
    <message>
        <source>Gives the selected component another name</source>
        <translation>Gibt dem gewählten Baustein einen anderen Namen</translation>
    </message>
    <message>
        <source>Move the component up</source>
        <translation>Baustein nach oben verschieben</translation>
    </message>
    <message>
        <source>Moves the selected component up</source>
        <translation>Verschiebt den gewählten Baustein nach oben</translation>
    </message>
    <message>
        <source>Move the component down</source>
        <translation>Baustein nach unten verschieben</translation>
    </message>
    <message>
        <source>Moves the selected component down</source>
        <translation>Verschiebt den gewählten Baustein nach unten</translation>
    </message>
    <message>
        <source>Remove the component</source>
        <translation>Baustein entfernen</translation>
    </message>
    <message>
        <source>Takes the selected component out of the prompt</source>
        <translation>Nimmt den gewählten Baustein aus dem Prompt</translation>
    </message>
    <message>
        <source>A LLMAS template is one text without components.</source>
        <translation>Eine LLMAS-Vorlage ist ein einziger Text ohne Bausteine.</translation>
    </message>
    <message>
        <source>Select a component in the list first.</source>
        <translation>Zuerst in der Liste einen Baustein wählen.</translation>
    </message>
    <message>
        <source>It cannot go further.</source>
        <translation>Weiter geht es nicht.</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>%1 verdoppeln</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>The query stays last.</source>
        <translation>Die Anfrage bleibt am Ende.</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>%1 verschieben</translation>
    </message>
</context>
<context>
    <name>auspex::ComponentModel</name>
    <message>
        <source>%1: %2</source>
        <comment>a component and its part</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Switch on %1</source>
        <translation>%1 einschalten</translation>
    </message>
    <message>
        <source>Switch off %1</source>
        <translation>%1 ausschalten</translation>
    </message>
    <message>
        <source>Rename %1 to %2</source>
        <translation>%1 in %2 umbenennen</translation>
    </message>
</context>
<context>
    <name>auspex::CorporaPanel</name>
    <message>
        <source>%1 to %2</source>
        <comment>languages</comment>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>Import &amp;corpus...</source>
        <translation>&amp;Korpus importieren...</translation>
    </message>
    <message>
        <source>Makes a corpus of parallel texts or of fairseq&apos;s binarised data</source>
        <translation>Erzeugt einen Korpus aus Paralleltexten oder aus binarisierten Daten von fairseq</translation>
    </message>
    <message>
        <source>Make the &amp;demo task...</source>
        <translation>&amp;Demo-Aufgabe erzeugen...</translation>
    </message>
    <message>
        <source>Makes a corpus of the built-in task, English to German</source>
        <translation>Erzeugt einen Korpus der eingebauten Aufgabe, Englisch nach Deutsch</translation>
    </message>
    <message>
        <source>&amp;Open the folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Shows the files of the corpus</source>
        <translation>Zeigt die Dateien des Korpus</translation>
    </message>
    <message>
        <source>Re&amp;move the corpus</source>
        <translation>Korpus ent&amp;fernen</translation>
    </message>
    <message>
        <source>Takes the corpus out of the workspace; its folder stays</source>
        <translation>Nimmt den Korpus aus dem Arbeitsbereich; sein Ordner bleibt</translation>
    </message>
    <message>
        <source>There is no corpus yet: import the sentences that supernets are trained and scored on.</source>
        <translation>Noch gibt es keinen Korpus: Zuerst die Sätze importieren, mit denen Supernetze trainiert und bewertet werden.</translation>
    </message>
    <message>
        <source>What a corpus is made of</source>
        <translation>Woraus ein Korpus besteht</translation>
    </message>
    <message>
        <source>Open or create a workspace first</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder anlegen</translation>
    </message>
    <message>
        <source>The workspace is read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt</translation>
    </message>
    <message>
        <source>There is no corpus yet</source>
        <translation>Noch gibt es keinen Korpus</translation>
    </message>
    <message>
        <source>Open or create a workspace first.</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder anlegen.</translation>
    </message>
    <message>
        <source>Open corpus %1</source>
        <translation>Korpus %1 öffnen</translation>
    </message>
    <message>
        <source>Make corpus %1</source>
        <translation>Korpus %1 erzeugen</translation>
    </message>
    <message>
        <source>Change the import...</source>
        <translation>Import ändern...</translation>
    </message>
    <message>
        <source>Opens the dialog with what was asked for</source>
        <translation>Öffnet den Dialog mit den Angaben dieses Imports</translation>
    </message>
    <message>
        <source>The corpus %1 is in the workspace.</source>
        <translation>Der Korpus %1 ist im Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Removed %1, and left its folder; Undo brings it back.</source>
        <translation>%1 wurde entfernt, der Ordner blieb; Rückgängig holt den Korpus zurück.</translation>
    </message>
    <message>
        <source>The folder %1 is missing. Where it was moved, remove the corpus and import it from there.</source>
        <translation>Der Ordner %1 fehlt. Wurde er verschoben, den Korpus entfernen und von dort importieren.</translation>
    </message>
    <message>
        <source>Import corpus %1</source>
        <translation>Korpus %1 importieren</translation>
    </message>
    <message>
        <source>Remove corpus %1</source>
        <translation>Korpus %1 entfernen</translation>
    </message>
    <message>
        <source>Corp&amp;ora</source>
        <translation>K&amp;orpora</translation>
    </message>
</context>
<context>
    <name>auspex::CorpusImportDialog</name>
    <message>
        <source>Folder of the corpus</source>
        <translation>Ordner des Korpus</translation>
    </message>
    <message>
        <source>Import Corpus</source>
        <translation>Korpus importieren</translation>
    </message>
    <message>
        <source>Parallel texts, a file for each language</source>
        <translation>Paralleltexte, eine Datei je Sprache</translation>
    </message>
    <message>
        <source>Data that fairseq binarised (data-bin)</source>
        <translation>Von fairseq binarisierte Daten (data-bin)</translation>
    </message>
    <message>
        <source>The built-in demo task, English to German</source>
        <translation>Die eingebaute Demo-Aufgabe, Englisch nach Deutsch</translation>
    </message>
    <message>
        <source>A corpus that was made before</source>
        <translation>Ein fertiger Korpus</translation>
    </message>
    <message>
        <source>Is made by the import; all that belongs to the corpus goes there</source>
        <translation>Wird beim Import angelegt und enthält alles, was zum Korpus gehört</translation>
    </message>
    <message>
        <source>Na&amp;me:</source>
        <translation>Na&amp;me:</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>Zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>The values that the program begins with</source>
        <translation>Die Werte, mit denen das Programm beginnt</translation>
    </message>
    <message>
        <source>&amp;Copy as command</source>
        <translation>Als Befehl &amp;kopieren</translation>
    </message>
    <message>
        <source>The same import by auspex-cli, for a script</source>
        <translation>Derselbe Import mit auspex-cli, für ein Skript</translation>
    </message>
    <message>
        <source>Copied the command.</source>
        <translation>Der Befehl wurde kopiert.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Die Datei %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Name both languages: the endings of the text files, as in en and de.</source>
        <translation>Beide Sprachen nennen: die Endungen der Textdateien, etwa en und de.</translation>
    </message>
    <message>
        <source>A language&apos;s name has letters, digits, - and _ only, and %1 has others.</source>
        <translation>Der Name einer Sprache hat nur Buchstaben, Ziffern, - und _; %1 hat andere Zeichen.</translation>
    </message>
    <message>
        <source>The languages are the same; name two.</source>
        <translation>Die Sprachen sind gleich; zwei nennen.</translation>
    </message>
    <message>
        <source>Name the training texts; without them, a dictionary is needed.</source>
        <translation>Die Trainingstexte nennen; ohne sie ist ein Wörterbuch nötig.</translation>
    </message>
    <message>
        <source>Name the texts of at least one split.</source>
        <translation>Die Texte wenigstens einer Aufteilung nennen.</translation>
    </message>
    <message>
        <source>Choose the folder that fairseq&apos;s preprocess.py wrote.</source>
        <translation>Den Ordner wählen, den preprocess.py von fairseq geschrieben hat.</translation>
    </message>
    <message>
        <source>The vocabulary is made of the training sentences: let there be some.</source>
        <translation>Der Wortschatz entsteht aus den Trainingssätzen: Es muss welche geben.</translation>
    </message>
    <message>
        <source>The demo task has at most %1 sentences in all.</source>
        <translation>Die Demo-Aufgabe hat insgesamt höchstens %1 Sätze.</translation>
    </message>
    <message>
        <source>Choose the file of BPE codes.</source>
        <translation>Die Datei mit den BPE-Codes wählen.</translation>
    </message>
    <message>
        <source>Choose the SentencePiece model.</source>
        <translation>Das SentencePiece-Modell wählen.</translation>
    </message>
    <message>
        <source>Give the corpus a name.</source>
        <translation>Dem Korpus einen Namen geben.</translation>
    </message>
    <message>
        <source>There is a corpus %1 already; choose another name.</source>
        <translation>Einen Korpus %1 gibt es schon; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Say in which folder the corpus shall be.</source>
        <translation>Den Ordner nennen, in dem der Korpus liegen soll.</translation>
    </message>
    <message>
        <source>%1 is there already and not empty; choose another folder.</source>
        <translation>%1 gibt es schon und ist nicht leer; einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Choose the folder of a corpus.</source>
        <translation>Den Ordner eines Korpus wählen.</translation>
    </message>
    <message>
        <source>%1 has no %2, so it is not the folder of a corpus.</source>
        <translation>%1 hat kein %2, ist also nicht der Ordner eines Korpus.</translation>
    </message>
    <message>
        <source>&amp;What to import:</source>
        <translation>&amp;Was:</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
</context>
<context>
    <name>auspex::CorpusView</name>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>BPE</source>
        <translation>BPE</translation>
    </message>
    <message>
        <source>BPE, without its codes</source>
        <translation>BPE, ohne die Codes</translation>
    </message>
    <message>
        <source>SentencePiece</source>
        <translation>SentencePiece</translation>
    </message>
    <message>
        <source>SentencePiece, without its model</source>
        <translation>SentencePiece, ohne das Modell</translation>
    </message>
    <message>
        <source>one dictionary of %1 symbols</source>
        <translation>ein Wörterbuch mit %1 Symbolen</translation>
    </message>
    <message>
        <source>dictionaries of %1 and %2 symbols</source>
        <translation>Wörterbücher mit %1 und %2 Symbolen</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Wortschatz</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Opening...</source>
        <translation>Wird geöffnet...</translation>
    </message>
    <message>
        <source>The corpus cannot be opened.</source>
        <translation>Der Korpus lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>%1, %2 to %3</source>
        <comment>corpus, languages</comment>
        <translation>%1, %2 nach %3</translation>
    </message>
</context>
<context>
    <name>auspex::CsvColumnMap</name>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Predictor</source>
        <translation>Prädiktor</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Zielgröße</translation>
    </message>
    <message>
        <source>Meaning of the column %1</source>
        <translation>Bedeutung der Spalte %1</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Wird nicht gelesen</translation>
    </message>
    <message>
        <source>Score, trained from scratch</source>
        <translation>Wert nach Training von Grund auf</translation>
    </message>
    <message>
        <source>Score that a predictor gave</source>
        <translation>Wert, den ein Prädiktor angab</translation>
    </message>
    <message>
        <source>Latency (ms)</source>
        <translation>Latenz (ms)</translation>
    </message>
    <message>
        <source>Role in the split</source>
        <translation>Rolle in der Aufteilung</translation>
    </message>
    <message>
        <source>Gene</source>
        <translation>Gen</translation>
    </message>
    <message>
        <source>Predictor whose scores are in %1</source>
        <translation>Prädiktor, dessen Werte in %1 stehen</translation>
    </message>
    <message>
        <source>Name of the scores in %1</source>
        <translation>Name der Werte in %1</translation>
    </message>
    <message>
        <source>%1 and %2 have the same meaning; ignore one of them.</source>
        <translation>%1 und %2 haben dieselbe Bedeutung; eine davon nicht lesen.</translation>
    </message>
</context>
<context>
    <name>auspex::CsvImportDialog</name>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>&amp;Guess the columns again</source>
        <translation>Spalten &amp;neu erraten</translation>
    </message>
    <message>
        <source>Which choices the numbers of a gene stand for</source>
        <translation>Für welche Wahlmöglichkeiten die Zahlen eines Gens stehen</translation>
    </message>
    <message>
        <source>&amp;Task:</source>
        <translation>Au&amp;fgabe:</translation>
    </message>
    <message>
        <source>Search &amp;space:</source>
        <translation>&amp;Suchraum:</translation>
    </message>
    <message>
        <source>S&amp;plit:</source>
        <translation>Auf&amp;teilung:</translation>
    </message>
    <message>
        <source>The first rows of the table</source>
        <translation>Die ersten Zeilen der Tabelle</translation>
    </message>
    <message>
        <source>The workspace has this task; the rows are added to it.</source>
        <translation>Diese Aufgabe gibt es im Arbeitsbereich; die Zeilen werden ihr hinzugefügt.</translation>
    </message>
    <message>
        <source>A new task is made.</source>
        <translation>Eine neue Aufgabe wird angelegt.</translation>
    </message>
    <message>
        <source>Give the task a name.</source>
        <translation>Der Aufgabe einen Namen geben.</translation>
    </message>
    <message>
        <source>Give the split of the demonstrations and tests a name.</source>
        <translation>Der Aufteilung in Demonstrationen und Tests einen Namen geben.</translation>
    </message>
    <message>
        <source>Only a table with a column of roles belongs to a split</source>
        <translation>Nur eine Tabelle mit einer Spalte für die Rolle gehört zu einer Aufteilung</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) will be read.</source>
        <translation>
            <numerusform>%n Zeile wird gelesen.</numerusform>
            <numerusform>%n Zeilen werden gelesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the first %1 rows, %2 will be read.</source>
        <translation>Von den ersten %1 Zeilen werden %2 gelesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) cannot be used:</source>
        <translation>
            <numerusform>%n Zeile ist nicht zu verwenden:</numerusform>
            <numerusform>%n Zeilen sind nicht zu verwenden:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::DataPanel</name>
    <message numerus="yes">
        <source>%n architecture(s)</source>
        <translation>
            <numerusform>%n Architektur</numerusform>
            <numerusform>%n Architekturen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n split(s)</source>
        <translation>
            <numerusform>%n Aufteilung</numerusform>
            <numerusform>%n Aufteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Import &amp;TFS-Eval...</source>
        <translation>&amp;TFS-Eval importieren...</translation>
    </message>
    <message>
        <source>Shows what a TFS-Eval folder has, and imports it</source>
        <translation>Zeigen, was ein TFS-Eval-Ordner enthält, und es importieren</translation>
    </message>
    <message>
        <source>Import &amp;CSV table...</source>
        <translation>&amp;CSV-Tabelle importieren...</translation>
    </message>
    <message>
        <source>Imports scores from a table whose columns you name</source>
        <translation>Werte aus einer Tabelle importieren, deren Spalten zu benennen sind</translation>
    </message>
    <message>
        <source>&amp;Export the task...</source>
        <translation>Aufgabe &amp;exportieren...</translation>
    </message>
    <message>
        <source>Saves the task&apos;s architectures as CSV or as LLMAS&apos;s JSON lines</source>
        <translation>Die Architekturen der Aufgabe als CSV oder als JSON-Zeilen von LLMAS speichern</translation>
    </message>
    <message>
        <source>&amp;Rename the task...</source>
        <translation>Aufgabe &amp;umbenennen...</translation>
    </message>
    <message>
        <source>Gives the task another name</source>
        <translation>Der Aufgabe einen anderen Namen geben</translation>
    </message>
    <message>
        <source>Re&amp;move the task</source>
        <translation>Aufgabe ent&amp;fernen</translation>
    </message>
    <message>
        <source>Takes the task out of the workspace</source>
        <translation>Die Aufgabe aus dem Arbeitsbereich nehmen</translation>
    </message>
    <message>
        <source>Nothing is known yet: import architectures with the scores they reached when they were trained from scratch.</source>
        <translation>Noch ist nichts bekannt: Architekturen mit den Werten importieren, die sie nach einem Training von Grund auf erreichten.</translation>
    </message>
    <message>
        <source>What data is needed, and where it comes from</source>
        <translation>Welche Daten nötig sind und woher sie kommen</translation>
    </message>
    <message>
        <source>Tas&amp;ks</source>
        <translation>Au&amp;fgaben</translation>
    </message>
    <message>
        <source>Open or create a workspace first</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder anlegen</translation>
    </message>
    <message>
        <source>The workspace is read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt</translation>
    </message>
    <message>
        <source>There is no task yet</source>
        <translation>Noch gibt es keine Aufgabe</translation>
    </message>
    <message>
        <source>Removed %1; Undo brings it back.</source>
        <translation>%1 entfernt; Rückgängig holt die Aufgabe zurück.</translation>
    </message>
    <message>
        <source>Import TFS-Eval</source>
        <translation>TFS-Eval importieren</translation>
    </message>
    <message>
        <source>Import Tables</source>
        <translation>Tabellen importieren</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv);;TFS-Eval files (*.jsonl);;All files (*)</source>
        <translation>Tabellen (*.csv *.tsv);;TFS-Eval-Dateien (*.jsonl);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Look into %1</source>
        <translation>%1 ansehen</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message numerus="yes">
        <source>%1 describes %n architecture(s) without scores, so there is nothing to import; &quot;auspex-cli arch describe %1&quot; shows what they are.</source>
        <translation>
            <numerusform>%1 beschreibt %n Architektur ohne Werte, sodass es nichts zu importieren gibt; „auspex-cli arch describe %1“ zeigt, welche es ist.</numerusform>
            <numerusform>%1 beschreibt %n Architekturen ohne Werte, sodass es nichts zu importieren gibt; „auspex-cli arch describe %1“ zeigt, welche es sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Durch Kommas getrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>LLMAS&apos;s JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen von LLMAS (*.jsonl)</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gespeichert.</translation>
    </message>
    <message>
        <source>Remove task %1</source>
        <translation>Aufgabe %1 entfernen</translation>
    </message>
    <message>
        <source>Rename task %1 to %2</source>
        <translation>Aufgabe %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>The ending of %1 does not name a format for tasks; use .csv or .jsonl.</source>
        <translation>Die Endung von %1 benennt kein Format für Aufgaben; möglich sind .csv und .jsonl.</translation>
    </message>
</context>
<context>
    <name>auspex::DataPlace</name>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>&amp;Tasks</source>
        <translation>&amp;Aufgaben</translation>
    </message>
    <message>
        <source>Corpora</source>
        <translation>Korpora</translation>
    </message>
    <message>
        <source>&amp;Corpora</source>
        <translation>&amp;Korpora</translation>
    </message>
    <message>
        <source>Sho&amp;w: %1</source>
        <translation>&amp;Zeigen: %1</translation>
    </message>
    <message>
        <source>Opens the tab %1</source>
        <translation>Das Register %1 öffnen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>T&amp;raining</source>
        <translation>T&amp;raining</translation>
    </message>
</context>
<context>
    <name>auspex::DemonstrationModel</name>
    <message>
        <source>Show demonstration %1</source>
        <translation>Demonstration %1 zeigen</translation>
    </message>
    <message>
        <source>Leave out demonstration %1</source>
        <translation>Demonstration %1 auslassen</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
</context>
<context>
    <name>auspex::DemonstrationsPanel</name>
    <message>
        <source>%1/%2, %3 + %4 layers</source>
        <comment>widths; encoder and decoder layers</comment>
        <translation>%1/%2, %3 + %4 Schichten</translation>
    </message>
    <message>
        <source>GFLOPs</source>
        <translation>GFLOPs</translation>
    </message>
    <message>
        <source>Latency (ms)</source>
        <translation>Latenz (ms)</translation>
    </message>
    <message>
        <source>Million parameters</source>
        <translation>Millionen Parameter</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>How demonstrations are chosen</source>
        <translation>Wie Demonstrationen gewählt werden</translation>
    </message>
    <message>
        <source>The first</source>
        <translation>Die ersten</translation>
    </message>
    <message>
        <source>Drawn at random</source>
        <translation>Zufällig gezogen</translation>
    </message>
    <message>
        <source>Picked by hand</source>
        <translation>Von Hand gewählt</translation>
    </message>
    <message>
        <source>Number of demonstrations</source>
        <translation>Anzahl der Demonstrationen</translation>
    </message>
    <message>
        <source>Seed that demonstrations are drawn by</source>
        <translation>Startwert, mit dem Demonstrationen gezogen werden</translation>
    </message>
    <message>
        <source>Demonstrations of the split</source>
        <translation>Demonstrationen der Aufteilung</translation>
    </message>
    <message numerus="yes">
        <source>Show %n demonstration(s)</source>
        <translation>
            <numerusform>%n Demonstration zeigen</numerusform>
            <numerusform>%n Demonstrationen zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw demonstrations by seed %1</source>
        <translation>Demonstrationen mit Startwert %1 ziehen</translation>
    </message>
    <message>
        <source>Show the first demonstrations</source>
        <translation>Die ersten Demonstrationen zeigen</translation>
    </message>
    <message>
        <source>Draw demonstrations at random</source>
        <translation>Demonstrationen zufällig ziehen</translation>
    </message>
    <message>
        <source>Pick demonstrations by hand</source>
        <translation>Demonstrationen von Hand wählen</translation>
    </message>
    <message>
        <source>There is no task yet: import architectures with their scores.</source>
        <translation>Noch gibt es keine Aufgabe: Architekturen mit ihren Werten importieren.</translation>
    </message>
    <message>
        <source>The split has no demonstration with a score of %1.</source>
        <translation>Die Aufteilung hat keine Demonstration mit einem Wert für %1.</translation>
    </message>
    <message numerus="yes">
        <source>The split has %n demonstration(s).</source>
        <translation>
            <numerusform>Die Aufteilung hat %n Demonstration.</numerusform>
            <numerusform>Die Aufteilung hat %n Demonstrationen.</numerusform>
        </translation>
    </message>
    <message>
        <source>On this page alone: runs on a set show the first ones of each split.</source>
        <translation>Nur auf dieser Seite: Läufe über eine Menge zeigen die ersten jeder Aufteilung.</translation>
    </message>
</context>
<context>
    <name>auspex::DiffDialog</name>
    <message>
        <source>[%1: %2]</source>
        <comment>a component and its part</comment>
        <translation>[%1: %2]</translation>
    </message>
    <message>
        <source>[%1: %2, off]</source>
        <comment>a component and its part</comment>
        <translation>[%1: %2, aus]</translation>
    </message>
    <message>
        <source>Compare Prompts</source>
        <translation>Prompts vergleichen</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>As they are written</source>
        <translation>Wie geschrieben</translation>
    </message>
    <message>
        <source>As they are sent</source>
        <translation>Wie gesendet</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>&amp;Vorheriger</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Nächster</translation>
    </message>
    <message>
        <source>The difference before (Shift+F8)</source>
        <translation>Der Unterschied davor (Umschalt+F8)</translation>
    </message>
    <message>
        <source>The next difference (F8)</source>
        <translation>Der nächste Unterschied (F8)</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Left side</source>
        <translation>Linke Seite</translation>
    </message>
    <message>
        <source>Right side</source>
        <translation>Rechte Seite</translation>
    </message>
    <message>
        <source>%1: prompt</source>
        <translation>%1: Prompt</translation>
    </message>
    <message>
        <source>%1: variant</source>
        <translation>%1: Variante</translation>
    </message>
    <message>
        <source>%1, not saved</source>
        <translation>%1, nicht gespeichert</translation>
    </message>
    <message>
        <source>%1, edited</source>
        <translation>%1, bearbeitet</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie er ist</translation>
    </message>
    <message>
        <source>It cannot be sent: %1</source>
        <translation>Er kann nicht gesendet werden: %1</translation>
    </message>
    <message>
        <source>They are the same.</source>
        <translation>Sie sind gleich.</translation>
    </message>
    <message>
        <source>Difference %1 of %2</source>
        <translation>Unterschied %1 von %2</translation>
    </message>
</context>
<context>
    <name>auspex::ExampleImportDialog</name>
    <message>
        <source>Import Examples</source>
        <translation>Beispiele importieren</translation>
    </message>
    <message>
        <source>Empty, if the first file has both, with a tab between</source>
        <translation>Leer, wenn die erste Datei beides hat, mit Tabulator dazwischen</translation>
    </message>
    <message>
        <source>The first pairs</source>
        <translation>Die ersten Paare</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>&amp;Source file:</source>
        <translation>&amp;Quelldatei:</translation>
    </message>
    <message>
        <source>Choose the source file</source>
        <translation>Quelldatei wählen</translation>
    </message>
    <message>
        <source>&amp;Target file:</source>
        <translation>&amp;Zieldatei:</translation>
    </message>
    <message>
        <source>Choose the target file</source>
        <translation>Zieldatei wählen</translation>
    </message>
    <message>
        <source>&amp;At most:</source>
        <translation>&amp;Höchstens:</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Durchsuchen...</translation>
    </message>
    <message>
        <source>Choose a file with one sentence on each line.</source>
        <translation>Eine Datei mit einem Satz in jeder Zeile wählen.</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>Wird gelesen...</translation>
    </message>
    <message>
        <source>There is no pair of sentences in it.</source>
        <translation>Darin ist kein Satzpaar.</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s). They take the place of those that there are.</source>
        <translation>
            <numerusform>%n Paar. Es tritt an die Stelle der vorhandenen.</numerusform>
            <numerusform>%n Paare. Sie treten an die Stelle der vorhandenen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::ExampleModel</name>
    <message>
        <source>Edit example %1</source>
        <translation>Beispiel %1 bearbeiten</translation>
    </message>
    <message>
        <source>Show example %1</source>
        <translation>Beispiel %1 zeigen</translation>
    </message>
    <message>
        <source>Leave out example %1</source>
        <translation>Beispiel %1 auslassen</translation>
    </message>
    <message>
        <source>Add an example</source>
        <translation>Beispiel hinzufügen</translation>
    </message>
    <message>
        <source>Source sentence</source>
        <translation>Quellsatz</translation>
    </message>
    <message>
        <source>Target sentence</source>
        <translation>Zielsatz</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n example(s)</source>
        <translation>
            <numerusform>%n Beispiel entfernen</numerusform>
            <numerusform>%n Beispiele entfernen</numerusform>
        </translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
</context>
<context>
    <name>auspex::ExamplesPanel</name>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Import...</source>
        <translation>Importieren...</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Examples of the task</source>
        <translation>Beispiele der Aufgabe</translation>
    </message>
    <message>
        <source>How examples are chosen</source>
        <translation>Wie Beispiele gewählt werden</translation>
    </message>
    <message>
        <source>Drawn at random</source>
        <translation>Zufällig gezogen</translation>
    </message>
    <message>
        <source>Picked by hand</source>
        <translation>Von Hand gewählt</translation>
    </message>
    <message>
        <source>Number of examples</source>
        <translation>Anzahl der Beispiele</translation>
    </message>
    <message>
        <source>Seed that examples are drawn by</source>
        <translation>Startwert, mit dem Beispiele gezogen werden</translation>
    </message>
    <message>
        <source>Search examples</source>
        <translation>Beispiele suchen</translation>
    </message>
    <message>
        <source>Takes sentence pairs from two parallel files, or from one with tabs</source>
        <translation>Nimmt Satzpaare aus zwei parallelen Dateien oder aus einer mit Tabulatoren</translation>
    </message>
    <message numerus="yes">
        <source>Show %n example(s)</source>
        <translation>
            <numerusform>%n Beispiel zeigen</numerusform>
            <numerusform>%n Beispiele zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw examples by seed %1</source>
        <translation>Beispiele mit Startwert %1 ziehen</translation>
    </message>
    <message>
        <source>Pick examples by hand</source>
        <translation>Beispiele von Hand wählen</translation>
    </message>
    <message>
        <source>Draw examples at random</source>
        <translation>Beispiele zufällig ziehen</translation>
    </message>
    <message>
        <source>Import examples</source>
        <translation>Beispiele importieren</translation>
    </message>
    <message>
        <source>There is no task yet: import architectures with their scores.</source>
        <translation>Noch gibt es keine Aufgabe: Architekturen mit ihren Werten importieren.</translation>
    </message>
    <message>
        <source>No examples yet: import sentence pairs of the task&apos;s training data.</source>
        <translation>Noch keine Beispiele: Satzpaare aus den Trainingsdaten der Aufgabe importieren.</translation>
    </message>
    <message>
        <source>There are fewer examples than that.</source>
        <translation>So viele Beispiele gibt es nicht.</translation>
    </message>
</context>
<context>
    <name>auspex::HelpWindow</name>
    <message>
        <source>Auspex Help</source>
        <translation>Auspex-Hilfe</translation>
    </message>
    <message>
        <source>What is TFS-Eval?</source>
        <translation>Was ist TFS-Eval?</translation>
    </message>
    <message>
        <source>Language models as predictors</source>
        <translation>Sprachmodelle als Prädiktoren</translation>
    </message>
    <message>
        <source>Corpora</source>
        <translation>Korpora</translation>
    </message>
    <message>
        <source>Supernets</source>
        <translation>Supernetze</translation>
    </message>
</context>
<context>
    <name>auspex::InspectorPanel</name>
    <message>
        <source>Select an architecture, in a chart or a table, to see its layers, its size and all of its scores here.</source>
        <translation>In einem Diagramm oder einer Tabelle eine Architektur auswählen, um hier ihre Schichten, ihre Größe und alle ihre Werte zu sehen.</translation>
    </message>
    <message>
        <source>Copy the architecture as &amp;JSON</source>
        <translation>Architektur als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>One object with the ten keys of SubTransformer configurations</source>
        <translation>Ein Objekt mit den zehn Schlüsseln der SubTransformer-Konfigurationen</translation>
    </message>
    <message>
        <source>Copy the architecture as &amp;YAML</source>
        <translation>Architektur als &amp;YAML kopieren</translation>
    </message>
    <message>
        <source>A SubTransformer configuration as HAT reads it</source>
        <translation>Eine SubTransformer-Konfiguration, wie HAT sie liest</translation>
    </message>
    <message>
        <source>Copy what the &amp;inspector shows</source>
        <translation>I&amp;nhalt des Inspektors kopieren</translation>
    </message>
    <message>
        <source>Names and values of the shown architecture, line by line</source>
        <translation>Namen und Werte der gezeigten Architektur, Zeile für Zeile</translation>
    </message>
    <message>
        <source>Selected architectures</source>
        <translation>Ausgewählte Architekturen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy this architecture</source>
        <translation>Diese Architektur kopieren</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Predicted by</source>
        <translation>Vorhergesagt von</translation>
    </message>
    <message>
        <source>Size and cost</source>
        <translation>Größe und Aufwand</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>Params (M)</source>
        <translation>Param. (Mio.)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 aus %2</translation>
    </message>
    <message>
        <source>Encoder, decoder width</source>
        <translation>Breite von Encoder, Decoder</translation>
    </message>
    <message>
        <source>Encoder, decoder layers</source>
        <translation>Schichten von Encoder, Decoder</translation>
    </message>
    <message>
        <source>FLOPs</source>
        <translation>FLOPs</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 Milliarden</translation>
    </message>
    <message>
        <source>FLOPs without output layer</source>
        <translation>FLOPs ohne Ausgabeschicht</translation>
    </message>
    <message>
        <source>Parameters without embeddings</source>
        <translation>Parameter ohne Embeddings</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 Millionen</translation>
    </message>
    <message>
        <source>Embedding parameters</source>
        <translation>Parameter der Embeddings</translation>
    </message>
    <message>
        <source>Model size</source>
        <translation>Modellgröße</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Split %1: %2</source>
        <translation>Aufteilung %1: %2</translation>
    </message>
    <message>
        <source>Predicted, %1</source>
        <translation>Vorhergesagt, %1</translation>
    </message>
    <message>
        <source>The data has no such score.</source>
        <translation>Die Daten enthalten keinen solchen Wert.</translation>
    </message>
    <message>
        <source>Trained from scratch</source>
        <translation>Von Grund auf trainiert</translation>
    </message>
</context>
<context>
    <name>auspex::JobList</name>
    <message>
        <source>The work stopped on a fault of the program; please report it with the details.</source>
        <translation>Die Arbeit brach wegen eines Fehlers im Programm ab; bitte mit den Einzelheiten melden.</translation>
    </message>
</context>
<context>
    <name>auspex::JobRow</name>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Fortschritt: %1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Dismiss %1</source>
        <translation>%1 verwerfen</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 abbrechen</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis die Reihe kommt</translation>
    </message>
    <message>
        <source>Cancelling...</source>
        <translation>Wird abgebrochen...</translation>
    </message>
    <message>
        <source>Done in %1</source>
        <translation>Fertig nach %1</translation>
    </message>
    <message>
        <source>Cancelled after %1</source>
        <translation>Abgebrochen nach %1</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <comment>12 of 18 files</comment>
        <translation>%1 von %2 %3</translation>
    </message>
    <message>
        <source>%1 elapsed</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>auspex::JobUnit</name>
    <message>
        <source>artifacts</source>
        <translation>Artefakten</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>resamples</source>
        <translation>Bootstrap-Stichproben</translation>
    </message>
</context>
<context>
    <name>auspex::JobsDock</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>Es läuft nichts.</translation>
    </message>
    <message>
        <source>%1: done in %2</source>
        <translation>%1: fertig nach %2</translation>
    </message>
</context>
<context>
    <name>auspex::JudgeHeader</name>
    <message>
        <source>&amp;Task</source>
        <translation>Au&amp;fgabe</translation>
    </message>
    <message>
        <source>The score of training from scratch that predictors are held against</source>
        <translation>Der Wert nach Training von Grund auf, an dem die Prädiktoren gemessen werden</translation>
    </message>
    <message>
        <source>T&amp;arget</source>
        <translation>&amp;Zielgröße</translation>
    </message>
    <message>
        <source>How many architectures of a split, with their scores, each predictor may learn from</source>
        <translation>Von wie vielen Architekturen einer Aufteilung, mit ihren Werten, jeder Prädiktor lernen darf</translation>
    </message>
    <message>
        <source>&amp;Demonstrations</source>
        <translation>D&amp;emonstrationen</translation>
    </message>
    <message>
        <source>The splits into demonstrations and judged architectures that results are averaged over</source>
        <translation>Die Aufteilungen in Demonstrationen und beurteilte Architekturen, über die gemittelt wird</translation>
    </message>
    <message>
        <source>&amp;Splits</source>
        <translation>Aufte&amp;ilungen</translation>
    </message>
    <message>
        <source>Tests every other predictor against this one; * marks differences beyond chance (p &lt; 0.05)</source>
        <translation>Testet jeden anderen Prädiktor gegen diesen; * kennzeichnet überzufällige Unterschiede (p &lt; 0,05)</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>&amp;Vergleichen mit</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Zielgröße</translation>
    </message>
    <message>
        <source>Demonstrations</source>
        <translation>Demonstrationen</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(keinem)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>&amp;All splits of the task</source>
        <translation>&amp;Alle Aufteilungen der Aufgabe</translation>
    </message>
    <message>
        <source>Split %1</source>
        <translation>Aufteilung %1</translation>
    </message>
    <message>
        <source>Random split with seed %1</source>
        <translation>Zufällige Aufteilung mit Startwert %1</translation>
    </message>
    <message>
        <source>Draw another split at &amp;random</source>
        <translation>Eine weitere Aufteilung &amp;zufällig ziehen</translation>
    </message>
    <message numerus="yes">
        <source>all %n</source>
        <comment>splits</comment>
        <translation>
            <numerusform>%n (alle)</numerusform>
            <numerusform>alle %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <comment>splits</comment>
        <translation>
            <numerusform>%n gewählt</numerusform>
            <numerusform>%n gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Splits: %1</source>
        <translation>Aufteilungen: %1</translation>
    </message>
    <message>
        <source>Judging, %1 %</source>
        <translation>Beurteilung, %1 %</translation>
    </message>
    <message>
        <source>Judging...</source>
        <translation>Beurteilung...</translation>
    </message>
</context>
<context>
    <name>auspex::JudgePanel</name>
    <message>
        <source>&amp;Add predictor...</source>
        <translation>Prädiktor &amp;hinzufügen...</translation>
    </message>
    <message>
        <source>Compares one more predictor</source>
        <translation>Einen weiteren Prädiktor vergleichen</translation>
    </message>
    <message>
        <source>&amp;Judge again</source>
        <translation>E&amp;rneut beurteilen</translation>
    </message>
    <message>
        <source>Judges all predictors anew</source>
        <translation>Alle Prädiktoren von neuem beurteilen</translation>
    </message>
    <message>
        <source>&amp;Export the table...</source>
        <translation>&amp;Tabelle exportieren...</translation>
    </message>
    <message>
        <source>Saves the open table as CSV, TSV, LaTeX, Markdown, HTML or JSON</source>
        <translation>Die offene Tabelle als CSV, TSV, LaTeX, Markdown, HTML oder JSON speichern</translation>
    </message>
    <message>
        <source>Restore the default &amp;predictors</source>
        <translation>&amp;Voreingestellte Prädiktoren wiederherstellen</translation>
    </message>
    <message>
        <source>Compares what a first look at the task compares</source>
        <translation>Vergleichen, was ein erster Blick auf die Aufgabe vergleicht</translation>
    </message>
    <message>
        <source>Sa&amp;ve the chart...</source>
        <translation>&amp;Diagramm speichern...</translation>
    </message>
    <message>
        <source>Saves the open chart as PNG, SVG or PDF</source>
        <translation>Das offene Diagramm als PNG, SVG oder PDF speichern</translation>
    </message>
    <message>
        <source>Cop&amp;y the chart</source>
        <translation>Diagramm &amp;kopieren</translation>
    </message>
    <message>
        <source>Puts the open chart on the clipboard as an image</source>
        <translation>Das offene Diagramm als Bild in die Zwischenablage legen</translation>
    </message>
    <message>
        <source>Export the chart&apos;s da&amp;ta...</source>
        <translation>Diagrammdate&amp;n exportieren...</translation>
    </message>
    <message>
        <source>Saves what the open chart shows as numbers</source>
        <translation>Speichern, was das offene Diagramm zeigt, als Zahlen</translation>
    </message>
    <message>
        <source>Show everything &amp;in the chart</source>
        <translation>&amp;Alles im Diagramm zeigen</translation>
    </message>
    <message>
        <source>Takes zooming and panning back</source>
        <translation>Zoomen und Verschieben zurücknehmen</translation>
    </message>
    <message>
        <source>Show chart: %1</source>
        <translation>Diagramm zeigen: %1</translation>
    </message>
    <message>
        <source>Opens the chart %1</source>
        <translation>Das Diagramm „%1“ öffnen</translation>
    </message>
    <message>
        <source>&amp;Import TFS-Eval...</source>
        <translation>TFS-Eval &amp;importieren...</translation>
    </message>
    <message>
        <source>What data is needed, and where it comes from</source>
        <translation>Welche Daten nötig sind und woher sie kommen</translation>
    </message>
    <message>
        <source>Predictors</source>
        <translation>Prädiktoren</translation>
    </message>
    <message>
        <source>Architectures</source>
        <translation>Architekturen</translation>
    </message>
    <message>
        <source>E&amp;xport...</source>
        <translation>E&amp;xportieren...</translation>
    </message>
    <message>
        <source>Nothing can be judged yet: this workspace holds no scores of architectures that were trained from scratch.</source>
        <translation>Noch gibt es nichts zu beurteilen: Dieser Arbeitsbereich enthält keine Werte von Architekturen, die von Grund auf trainiert wurden.</translation>
    </message>
    <message>
        <source>Import scores of architectures that were trained from scratch, and see which predictor can be trusted.</source>
        <translation>Werte von Architekturen importieren, die von Grund auf trainiert wurden, und sehen, welchem Prädiktor zu trauen ist.</translation>
    </message>
    <message>
        <source>No predictor is compared. Add one, or restore the default ones.</source>
        <translation>Es wird kein Prädiktor verglichen. Einen hinzufügen oder die voreingestellten wiederherstellen.</translation>
    </message>
    <message>
        <source>predictors-%1</source>
        <translation>praediktoren-%1</translation>
    </message>
    <message>
        <source>architectures-%1</source>
        <translation>architekturen-%1</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert unter %1</translation>
    </message>
    <message>
        <source>+ Predictor</source>
        <translation>+ Prädiktor</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n replies are not in this workspace.</source>
        <translation>
            <numerusform>%1: %2 von %n Antwort ist nicht in diesem Arbeitsbereich.</numerusform>
            <numerusform>%1: %2 von %n Antworten sind nicht in diesem Arbeitsbereich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Run...</source>
        <translation>Ausführen...</translation>
    </message>
    <message>
        <source>Shows what it would cost, and asks the language model</source>
        <translation>Zeigt, was es kosten würde, und fragt das Sprachmodell</translation>
    </message>
</context>
<context>
    <name>auspex::JudgeState</name>
    <message>
        <source>Judge %1</source>
        <translation>%1 beurteilen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show %n demonstration(s)</source>
        <translation>
            <numerusform>%n Demonstration zeigen</numerusform>
            <numerusform>%n Demonstrationen zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Judge on all splits</source>
        <translation>An allen Aufteilungen beurteilen</translation>
    </message>
    <message numerus="yes">
        <source>Judge on split(s) %1</source>
        <translation>
            <numerusform>An Aufteilung %1 beurteilen</numerusform>
            <numerusform>An den Aufteilungen %1 beurteilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare with nothing</source>
        <translation>Mit nichts vergleichen</translation>
    </message>
    <message>
        <source>Compare with %1</source>
        <translation>Mit %1 vergleichen</translation>
    </message>
    <message>
        <source>Add predictor %1</source>
        <translation>Prädiktor %1 hinzufügen</translation>
    </message>
    <message>
        <source>Remove predictor %1</source>
        <translation>Prädiktor %1 entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n predictor(s)</source>
        <translation>
            <numerusform>%n Prädiktor entfernen</numerusform>
            <numerusform>%n Prädiktoren entfernen</numerusform>
        </translation>
    </message>
    <message>
        <source>Move predictor %1</source>
        <translation>Prädiktor %1 verschieben</translation>
    </message>
    <message>
        <source>Draw %1</source>
        <translation>%1 zeichnen</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>%1 ausblenden</translation>
    </message>
    <message>
        <source>Restore the default predictors</source>
        <translation>Voreingestellte Prädiktoren wiederherstellen</translation>
    </message>
    <message>
        <source>Judging predictors on %1</source>
        <translation>Prädiktoren an %1 beurteilen</translation>
    </message>
    <message>
        <source>Judging was cancelled. Press F5 to judge again.</source>
        <translation>Die Beurteilung wurde abgebrochen. F5 beurteilt erneut.</translation>
    </message>
</context>
<context>
    <name>auspex::KeyDialog</name>
    <message>
        <source>Enter the key that the service gave you.</source>
        <translation>Den Schlüssel eingeben, den der Dienst ausgegeben hat.</translation>
    </message>
    <message>
        <source>A key has no spaces and no letters with accents; copy it again from the service&apos;s page.</source>
        <translation>Ein Schlüssel hat keine Leerzeichen und keine Umlaute; noch einmal von der Seite des Dienstes kopieren.</translation>
    </message>
    <message>
        <source>For this &amp;session only</source>
        <translation>Nur für diese &amp;Sitzung</translation>
    </message>
    <message>
        <source>Store it in the system&apos;s key&amp;ring</source>
        <translation>Im Schlüssel&amp;bund des Systems ablegen</translation>
    </message>
    <message>
        <source>Key for %1</source>
        <translation>Schlüssel für %1</translation>
    </message>
    <message>
        <source>The key is sent to %1 and to nobody else. It is never written to a workspace, a log or an export.</source>
        <translation>Der Schlüssel geht an %1 und an niemanden sonst. Er wird nie in einen Arbeitsbereich, ein Protokoll oder einen Export geschrieben.</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>S&amp;chlüssel:</translation>
    </message>
    <message>
        <source>&amp;Use the key</source>
        <translation>Schlüssel &amp;verwenden</translation>
    </message>
</context>
<context>
    <name>auspex::LaunchAnswer</name>
    <message>
        <source>What is answered</source>
        <translation>Was geantwortet wird</translation>
    </message>
    <message>
        <source>of one&apos;s o&amp;wn:</source>
        <translation>ei&amp;gene:</translation>
    </message>
    <message>
        <source>a fixed o&amp;ne:</source>
        <translation>fes&amp;ter:</translation>
    </message>
    <message>
        <source>Predictions of each architecture; their mean counts, their standard deviation is shown</source>
        <translation>Vorhersagen für jede Architektur; ihr Mittel zählt, ihre Standardabweichung wird gezeigt</translation>
    </message>
    <message>
        <source>Without a tick the service&apos;s default holds, as in the paper</source>
        <translation>Ohne Haken gilt die Vorgabe des Dienstes, wie im Aufsatz</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>At most so many tokens are answered and paid for. A model that reasons needs many more than the paper&apos;s 25.</source>
        <translation>Höchstens so viele Token werden geantwortet und bezahlt. Ein Modell, das nachdenkt, braucht weit mehr als die 25 des Aufsatzes.</translation>
    </message>
    <message>
        <source>the number that is answered</source>
        <translation>die geantwortete Zahl</translation>
    </message>
    <message>
        <source>the expected value over the number&apos;s tokens</source>
        <translation>der Erwartungswert über die Token der Zahl</translation>
    </message>
    <message>
        <source>The expected value needs log probabilities and has a spread of its own</source>
        <translation>Der Erwartungswert braucht Log-Wahrscheinlichkeiten und hat eine eigene Streuung</translation>
    </message>
    <message>
        <source>also with words around the number</source>
        <translation>auch mit Worten um die Zahl</translation>
    </message>
    <message>
        <source>only as the paper&apos;s code takes them</source>
        <translation>nur so, wie der Code des Aufsatzes sie nimmt</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>S&amp;amples:</source>
        <translation>&amp;Stichproben:</translation>
    </message>
    <message>
        <source>Temperature:</source>
        <translation>Temperatur:</translation>
    </message>
    <message>
        <source>M&amp;ost tokens:</source>
        <translation>&amp;Höchstens Token:</translation>
    </message>
    <message>
        <source>Va&amp;lue:</source>
        <translation>&amp;Wert:</translation>
    </message>
    <message>
        <source>Ans&amp;wers:</source>
        <translation>Antw&amp;orten:</translation>
    </message>
    <message>
        <source>Seed:</source>
        <translation>Startwert:</translation>
    </message>
    <message>
        <source>This model takes no temperature</source>
        <translation>Dieses Modell nimmt keine Temperatur</translation>
    </message>
    <message>
        <source>This model takes no seed</source>
        <translation>Dieses Modell nimmt keinen Startwert</translation>
    </message>
    <message>
        <source>This model gives no log probabilities, which the expected value needs; take the number that is answered.</source>
        <translation>Dieses Modell gibt keine Log-Wahrscheinlichkeiten, die der Erwartungswert braucht; die geantwortete Zahl nehmen.</translation>
    </message>
</context>
<context>
    <name>auspex::LaunchDialog</name>
    <message>
        <source>Run Predictions</source>
        <translation>Vorhersagen starten</translation>
    </message>
    <message>
        <source>Start r&amp;un</source>
        <translation>Lauf sta&amp;rten</translation>
    </message>
    <message>
        <source>Reset to the paper&apos;s values</source>
        <translation>Auf die Werte des Aufsatzes zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Copy as command</source>
        <translation>Als Befehl &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>auspex::LaunchEstimate</name>
    <message>
        <source>What it takes</source>
        <translation>Was es braucht</translation>
    </message>
    <message>
        <source>stop at a &amp;budget of</source>
        <translation>höchstens ausg&amp;eben:</translation>
    </message>
    <message>
        <source>as a batc&amp;h job</source>
        <translation>als Stape&amp;lauftrag</translation>
    </message>
    <message>
        <source>Count e&amp;xactly</source>
        <translation>E&amp;xakt zählen</translation>
    </message>
    <message>
        <source>Budget in US dollars</source>
        <translation>Budget in US-Dollar</translation>
    </message>
    <message>
        <source>Sends some of the prompts to the service&apos;s token counter, which costs nothing</source>
        <translation>Sendet einige der Prompts an den Tokenzähler des Dienstes; das kostet nichts</translation>
    </message>
    <message>
        <source>Requests:</source>
        <translation>Anfragen:</translation>
    </message>
    <message>
        <source>Tokens:</source>
        <translation>Token:</translation>
    </message>
    <message>
        <source>Price:</source>
        <translation>Preis:</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>Zeit:</translation>
    </message>
    <message>
        <source>Limits:</source>
        <translation>Grenzen:</translation>
    </message>
    <message>
        <source>Handed over as a whole, answered within a day, for about half the price; the program may be closed meanwhile</source>
        <translation>Als Ganzes übergeben, binnen eines Tages beantwortet, für etwa den halben Preis; das Programm kann solange geschlossen sein</translation>
    </message>
    <message>
        <source>This provider takes no batch jobs</source>
        <translation>Dieser Anbieter nimmt keine Stapelaufträge</translation>
    </message>
    <message>
        <source>...</source>
        <translation>...</translation>
    </message>
    <message>
        <source>Counting...</source>
        <translation>Wird gezählt...</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s)</source>
        <translation>
            <numerusform>%n Vorhersage</numerusform>
            <numerusform>%n Vorhersagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 already answered in the workspace</source>
        <translation>davon %1 schon im Arbeitsbereich beantwortet</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n Anfrage</numerusform>
            <numerusform>%n Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>nothing: every answer is in the workspace</source>
        <translation>nichts: jede Antwort ist im Arbeitsbereich</translation>
    </message>
    <message>
        <source>%1 in prompts (counted by the service), at most %2 in answers</source>
        <translation>%1 in Prompts (vom Dienst gezählt), höchstens %2 in Antworten</translation>
    </message>
    <message>
        <source>about %1 in prompts (an estimate), at most %2 in answers</source>
        <translation>etwa %1 in Prompts (geschätzt), höchstens %2 in Antworten</translation>
    </message>
    <message>
        <source>about %1 in prompts (reckoned from %2 of them, counted by the service), at most %3 in answers</source>
        <translation>etwa %1 in Prompts (hochgerechnet aus %2, die der Dienst gezählt hat), höchstens %3 in Antworten</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>unknown: the price list has no such model</source>
        <translation>unbekannt: Die Preisliste hat kein solches Modell</translation>
    </message>
    <message>
        <source>as a batch job %1</source>
        <translation>als Stapelauftrag %1</translation>
    </message>
    <message>
        <source>within a day</source>
        <translation>binnen eines Tages</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>A budget cannot be kept without a price; enter one in the price list.</source>
        <translation>Ohne Preis lässt sich kein Budget einhalten; einen in die Preisliste eintragen.</translation>
    </message>
    <message>
        <source>The budget may end the run early.</source>
        <translation>Das Budget kann den Lauf vorzeitig beenden.</translation>
    </message>
</context>
<context>
    <name>auspex::LaunchModel</name>
    <message>
        <source>Who predicts</source>
        <translation>Wer vorhersagt</translation>
    </message>
    <message>
        <source>Ed&amp;it...</source>
        <translation>&amp;Bearbeiten...</translation>
    </message>
    <message>
        <source>Name of a model</source>
        <translation>Name eines Modells</translation>
    </message>
    <message>
        <source>&amp;Provider:</source>
        <translation>&amp;Anbieter:</translation>
    </message>
    <message>
        <source>&amp;Model:</source>
        <translation>&amp;Modell:</translation>
    </message>
    <message>
        <source>Asking for the models that are offered...</source>
        <translation>Die angebotenen Modelle werden erfragt...</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are offered.</source>
        <translation>
            <numerusform>%n Modell wird angeboten.</numerusform>
            <numerusform>%n Modelle werden angeboten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a provider.</source>
        <translation>Einen Anbieter wählen.</translation>
    </message>
    <message>
        <source>There is no provider %1; choose another one, or add it.</source>
        <translation>Einen Anbieter %1 gibt es nicht; einen anderen wählen oder ihn hinzufügen.</translation>
    </message>
    <message>
        <source>Name the model that is to predict.</source>
        <translation>Das Modell nennen, das vorhersagen soll.</translation>
    </message>
</context>
<context>
    <name>auspex::LaunchPrompt</name>
    <message>
        <source>How it is asked</source>
        <translation>Wie gefragt wird</translation>
    </message>
    <message>
        <source>A run keeps the version that it began with</source>
        <translation>Ein Lauf behält die Version, mit der er begann</translation>
    </message>
    <message>
        <source>Which components of the prompt are switched on</source>
        <translation>Welche Bausteine des Prompts eingeschaltet sind</translation>
    </message>
    <message>
        <source>Sentence pairs of the task that the prompt shows; they are chosen in the prompt studio</source>
        <translation>Satzpaare der Aufgabe, die der Prompt zeigt; ausgewählt werden sie im Promptstudio</translation>
    </message>
    <message>
        <source>The figure beside each architecture</source>
        <translation>Die Kennzahl neben jeder Architektur</translation>
    </message>
    <message>
        <source>as the task says</source>
        <translation>wie die Aufgabe es sagt</translation>
    </message>
    <message>
        <source>GFLOPs</source>
        <translation>GFLOPs</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>model size</source>
        <translation>Modellgröße</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>P&amp;rompt:</source>
        <translation>&amp;Prompt:</translation>
    </message>
    <message>
        <source>&amp;Version:</source>
        <translation>&amp;Version:</translation>
    </message>
    <message>
        <source>Va&amp;riant:</source>
        <translation>Va&amp;riante:</translation>
    </message>
    <message>
        <source>E&amp;xamples:</source>
        <translation>Be&amp;ispiele:</translation>
    </message>
    <message>
        <source>E&amp;fficiency:</source>
        <translation>Effizie&amp;nz:</translation>
    </message>
    <message>
        <source>%1 (built in)</source>
        <translation>%1 (eingebaut)</translation>
    </message>
    <message>
        <source>newest (%1)</source>
        <translation>neueste (%1)</translation>
    </message>
    <message>
        <source>of this program</source>
        <translation>dieses Programms</translation>
    </message>
    <message>
        <source>as it was saved</source>
        <translation>wie gespeichert</translation>
    </message>
    <message>
        <source>Choose a prompt.</source>
        <translation>Einen Prompt wählen.</translation>
    </message>
    <message>
        <source>There is no prompt %1 any more; choose another one.</source>
        <translation>Den Prompt %1 gibt es nicht mehr; einen anderen wählen.</translation>
    </message>
</context>
<context>
    <name>auspex::LaunchTask</name>
    <message>
        <source>What is predicted</source>
        <translation>Was vorhergesagt wird</translation>
    </message>
    <message>
        <source>the demonstrations as &amp;well, for calibrations</source>
        <translation>a&amp;uch die Demonstrationen, für Kalibrierungen</translation>
    </message>
    <message>
        <source>How many architectures of a split, with their scores, the prompt shows</source>
        <translation>Wie viele Architekturen einer Aufteilung der Prompt mit ihren Werten zeigt</translation>
    </message>
    <message>
        <source>Whose test architectures are predicted</source>
        <translation>Wessen Testarchitekturen vorhergesagt werden</translation>
    </message>
    <message>
        <source>Each is predicted from the others: what calibrated predictors need to know of the model&apos;s errors</source>
        <translation>Jede wird aus den anderen vorhergesagt: was kalibrierte Prädiktoren von den Fehlern des Modells wissen müssen</translation>
    </message>
    <message>
        <source>&amp;Task:</source>
        <translation>Au&amp;fgabe:</translation>
    </message>
    <message>
        <source>Tar&amp;get:</source>
        <translation>&amp;Zielgröße:</translation>
    </message>
    <message>
        <source>&amp;Demonstrations:</source>
        <translation>&amp;Demonstrationen:</translation>
    </message>
    <message>
        <source>&amp;Splits:</source>
        <translation>Auftei&amp;lungen:</translation>
    </message>
    <message numerus="yes">
        <source>All %n</source>
        <comment>splits</comment>
        <translation>
            <numerusform>Alle (%n)</numerusform>
            <numerusform>Alle %n</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no task yet; import architectures with their scores first.</source>
        <translation>Noch gibt es keine Aufgabe; zuerst Architekturen mit ihren Werten importieren.</translation>
    </message>
    <message>
        <source>Choose a task.</source>
        <translation>Eine Aufgabe wählen.</translation>
    </message>
    <message>
        <source>The workspace has no task %1 any more; choose another one.</source>
        <translation>Der Arbeitsbereich hat keine Aufgabe %1 mehr; eine andere wählen.</translation>
    </message>
    <message>
        <source>The task has no scores to predict; choose another one.</source>
        <translation>Die Aufgabe hat keine Werte, die vorherzusagen wären; eine andere wählen.</translation>
    </message>
</context>
<context>
    <name>auspex::LlmCenter</name>
    <message>
        <source>Check the batch of %1</source>
        <translation>Stapelauftrag von %1 prüfen</translation>
    </message>
    <message>
        <source>Cancel the batch of %1</source>
        <translation>Stapelauftrag von %1 abbrechen</translation>
    </message>
    <message>
        <source>A batch of %1 waits for its results.</source>
        <translation>Ein Stapelauftrag von %1 wartet auf seine Ergebnisse.</translation>
    </message>
    <message>
        <source>No workspace is open; open or create one before running predictions.</source>
        <translation>Kein Arbeitsbereich ist offen; vor dem Vorhersagen einen öffnen oder anlegen.</translation>
    </message>
    <message>
        <source>The workspace has no task %1; import it, or choose another one.</source>
        <translation>Der Arbeitsbereich hat keine Aufgabe %1; sie importieren oder eine andere wählen.</translation>
    </message>
    <message>
        <source>%1 takes no batch jobs; run it without.</source>
        <translation>%1 nimmt keine Stapelaufträge; ohne starten.</translation>
    </message>
    <message>
        <source>This workspace has no such run any more.</source>
        <translation>Diesen Lauf hat der Arbeitsbereich nicht mehr.</translation>
    </message>
    <message>
        <source>Predict %1 with %2</source>
        <translation>%1 mit %2 vorhersagen</translation>
    </message>
    <message>
        <source>The run is under way; cancel it before removing it.</source>
        <translation>Der Lauf ist im Gange; vor dem Entfernen abbrechen.</translation>
    </message>
    <message>
        <source>The service is still at work on the batch; cancel it before removing the run.</source>
        <translation>Der Dienst arbeitet noch am Stapelauftrag; vor dem Entfernen des Laufs abbrechen.</translation>
    </message>
</context>
<context>
    <name>auspex::LlmRunsPanel</name>
    <message>
        <source>&amp;Run predictions...</source>
        <translation>&amp;Vorhersagen starten...</translation>
    </message>
    <message>
        <source>Asks a language model to predict architectures</source>
        <translation>Ein Sprachmodell Architekturen vorhersagen lassen</translation>
    </message>
    <message>
        <source>Pr&amp;oviders and keys...</source>
        <translation>&amp;Anbieter und Schlüssel...</translation>
    </message>
    <message>
        <source>Services that answer, and how they are reached</source>
        <translation>Dienste, die antworten, und wie sie zu erreichen sind</translation>
    </message>
    <message>
        <source>Price &amp;list...</source>
        <translation>Prei&amp;sliste...</translation>
    </message>
    <message>
        <source>What the models cost, with dates and sources</source>
        <translation>Was die Modelle kosten, mit Datum und Quelle</translation>
    </message>
    <message>
        <source>Cost of &amp;searches...</source>
        <translation>&amp;Kosten von Suchen...</translation>
    </message>
    <message>
        <source>What it costs to search with a language model, and what distilling it costs</source>
        <translation>Was eine Suche mit einem Sprachmodell kostet und was seine Destillation kostet</translation>
    </message>
    <message>
        <source>&amp;Pause the run</source>
        <translation>Lauf an&amp;halten</translation>
    </message>
    <message>
        <source>Sends nothing more until the run is resumed</source>
        <translation>Nichts mehr senden, bis der Lauf fortgesetzt wird</translation>
    </message>
    <message>
        <source>Res&amp;ume the run</source>
        <translation>Lauf &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Goes on: what was answered is not asked again</source>
        <translation>Weitermachen: Was beantwortet ist, wird nicht noch einmal gefragt</translation>
    </message>
    <message>
        <source>&amp;Cancel the run</source>
        <translation>Lauf a&amp;bbrechen</translation>
    </message>
    <message>
        <source>Ends the run; what was answered is kept</source>
        <translation>Den Lauf beenden; was beantwortet ist, bleibt</translation>
    </message>
    <message>
        <source>Run &amp;again...</source>
        <translation>&amp;Noch einmal starten...</translation>
    </message>
    <message>
        <source>Opens the dialog with the settings of this run</source>
        <translation>Den Dialog mit den Einstellungen dieses Laufs öffnen</translation>
    </message>
    <message>
        <source>Show in &amp;Judge</source>
        <translation>In Be&amp;urteilen zeigen</translation>
    </message>
    <message>
        <source>Compares the run&apos;s predictor with the regressions</source>
        <translation>Den Prädiktor des Laufs mit den Regressionen vergleichen</translation>
    </message>
    <message>
        <source>&amp;Export the calls...</source>
        <translation>Aufrufe &amp;exportieren...</translation>
    </message>
    <message>
        <source>Saves the shown calls as CSV, TSV, LaTeX, Markdown, HTML or JSON</source>
        <translation>Die gezeigten Aufrufe als CSV, TSV, LaTeX, Markdown, HTML oder JSON speichern</translation>
    </message>
    <message>
        <source>Export the calls with their &amp;texts...</source>
        <translation>Aufrufe mit ihren &amp;Texten exportieren...</translation>
    </message>
    <message>
        <source>Saves the shown calls with every request and reply</source>
        <translation>Die gezeigten Aufrufe mit jeder Anfrage und Antwort speichern</translation>
    </message>
    <message>
        <source>Check &amp;batches now</source>
        <translation>Stapelaufträge jetzt &amp;prüfen</translation>
    </message>
    <message>
        <source>Asks the services how far their batch jobs are</source>
        <translation>Die Dienste fragen, wie weit ihre Stapelaufträge sind</translation>
    </message>
    <message>
        <source>Re&amp;move the run</source>
        <translation>Lauf entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Takes the run off the list; its answers stay in the workspace</source>
        <translation>Den Lauf von der Liste nehmen; seine Antworten bleiben im Arbeitsbereich</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Open or create a workspace first</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder anlegen</translation>
    </message>
    <message>
        <source>The workspace is read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt</translation>
    </message>
    <message>
        <source>There is no run yet</source>
        <translation>Noch gibt es keinen Lauf</translation>
    </message>
    <message>
        <source>Import architectures with their scores first</source>
        <translation>Zuerst Architekturen mit ihren Werten importieren</translation>
    </message>
    <message>
        <source>Only a run under way can be paused</source>
        <translation>Nur ein Lauf im Gange lässt sich anhalten</translation>
    </message>
    <message>
        <source>There is nothing left to ask</source>
        <translation>Es gibt nichts mehr zu fragen</translation>
    </message>
    <message>
        <source>The run has ended</source>
        <translation>Der Lauf ist zu Ende</translation>
    </message>
    <message>
        <source>Cancel the run before removing it</source>
        <translation>Den Lauf vor dem Entfernen abbrechen</translation>
    </message>
    <message>
        <source>No batch job is open</source>
        <translation>Kein Stapelauftrag ist offen</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n run(s); Undo brings them back.</source>
        <translation>
            <numerusform>%n Lauf entfernt; Rückgängig bringt ihn zurück.</numerusform>
            <numerusform>%n Läufe entfernt; Rückgängig bringt sie zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>No language model was asked yet: let one predict architectures, and see whether it beats a regression.</source>
        <translation>Noch wurde kein Sprachmodell gefragt: eines Architekturen vorhersagen lassen und sehen, ob es eine Regression schlägt.</translation>
    </message>
    <message>
        <source>What is sent to whom, and what it costs</source>
        <translation>Was an wen gesendet wird und was es kostet</translation>
    </message>
    <message>
        <source>The service answers within a day; the calls are listed when its results have been collected.</source>
        <translation>Der Dienst antwortet binnen eines Tages; die Aufrufe stehen hier, sobald seine Ergebnisse geholt sind.</translation>
    </message>
    <message>
        <source>Every prediction was answered from the workspace: nothing was sent, and nothing was paid.</source>
        <translation>Jede Vorhersage hat der Arbeitsbereich beantwortet: Nichts wurde gesendet, und nichts wurde bezahlt.</translation>
    </message>
    <message>
        <source>Nothing was answered yet.</source>
        <translation>Noch wurde nichts beantwortet.</translation>
    </message>
    <message>
        <source>This run sent nothing.</source>
        <translation>Dieser Lauf hat nichts gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s)</source>
        <translation>
            <numerusform>%n Vorhersage</numerusform>
            <numerusform>%n Vorhersagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 usable</source>
        <translation>%1 brauchbar</translation>
    </message>
    <message>
        <source>%1 without a number</source>
        <translation>%1 ohne Zahl</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 gescheitert</translation>
    </message>
    <message>
        <source>%1 answered from the workspace</source>
        <translation>%1 aus dem Arbeitsbereich beantwortet</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) sent</source>
        <translation>
            <numerusform>%n Anfrage gesendet</numerusform>
            <numerusform>%n Anfragen gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 paid</source>
        <translation>%1 bezahlt</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>Preis unbekannt</translation>
    </message>
    <message>
        <source>calls-of-run-%1</source>
        <translation>aufrufe-von-lauf-%1</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert unter %1</translation>
    </message>
    <message>
        <source>These calls belong to no run</source>
        <translation>Diese Aufrufe gehören zu keinem Lauf</translation>
    </message>
</context>
<context>
    <name>auspex::LlmTexts</name>
    <message>
        <source>rate limit</source>
        <translation>Anfragen begrenzt</translation>
    </message>
    <message>
        <source>overloaded</source>
        <translation>überlastet</translation>
    </message>
    <message>
        <source>billing</source>
        <translation>Abrechnung</translation>
    </message>
    <message>
        <source>key refused</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>request refused</source>
        <translation>Anfrage abgelehnt</translation>
    </message>
    <message>
        <source>unreadable reply</source>
        <translation>unlesbare Antwort</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>Zeitüberschreitung</translation>
    </message>
    <message>
        <source>redirect refused</source>
        <translation>Umleitung abgelehnt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>other</source>
        <translation>anderes</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 Std. %2 Min.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Being handed over</source>
        <translation>Wird übergeben</translation>
    </message>
    <message>
        <source>At the service</source>
        <translation>Beim Dienst</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Done, with gaps</source>
        <translation>Fertig, mit Lücken</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>No key is needed.</source>
        <translation>Es wird kein Schlüssel gebraucht.</translation>
    </message>
    <message>
        <source>Looking for the key...</source>
        <translation>Der Schlüssel wird gesucht...</translation>
    </message>
    <message>
        <source>The key was entered for this session.</source>
        <translation>Der Schlüssel wurde für diese Sitzung eingegeben.</translation>
    </message>
    <message>
        <source>The key is in the system&apos;s keyring.</source>
        <translation>Der Schlüssel ist im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>The key is in the variable %1.</source>
        <translation>Der Schlüssel ist in der Variablen %1.</translation>
    </message>
    <message>
        <source>There is no key yet; you are asked for it when it is needed.</source>
        <translation>Noch gibt es keinen Schlüssel; nach ihm wird gefragt, wenn er gebraucht wird.</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>einfach</translation>
    </message>
    <message>
        <source>tolerant</source>
        <translation>tolerant</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>expected value</source>
        <translation>Erwartungswert</translation>
    </message>
    <message>
        <source>Waiting for the rate limit</source>
        <translation>Wartet, weil der Dienst die Anfragen begrenzt</translation>
    </message>
    <message>
        <source>Waiting for the service, which is overloaded</source>
        <translation>Wartet auf den Dienst, der überlastet ist</translation>
    </message>
    <message>
        <source>Waiting for room in the budget</source>
        <translation>Wartet auf Platz im Budget</translation>
    </message>
    <message>
        <source>Waiting to try again</source>
        <translation>Wartet auf den nächsten Versuch</translation>
    </message>
</context>
<context>
    <name>auspex::MainWindow</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>Da&amp;ten</translation>
    </message>
    <message>
        <source>&amp;Judge</source>
        <translation>Be&amp;urteilen</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Überall suchen</translation>
    </message>
    <message>
        <source>Search commands, tasks, predictors, architectures and workspaces (%1)</source>
        <translation>Befehle, Aufgaben, Prädiktoren, Architekturen und Arbeitsbereiche suchen (%1)</translation>
    </message>
    <message numerus="yes">
        <source>%n jobs running</source>
        <translation>
            <numerusform>%n Auftrag läuft</numerusform>
            <numerusform>%n Aufträge laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (read-only)</source>
        <translation>%1 (schreibgeschützt)</translation>
    </message>
    <message>
        <source>%1[*] – Auspex</source>
        <comment>a workspace&apos;s name</comment>
        <translation>%1[*] – Auspex</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Open the workspace again, for writing if nobody else holds it</source>
        <translation>Den Arbeitsbereich erneut öffnen, zum Schreiben, wenn niemand sonst ihn hält</translation>
    </message>
    <message>
        <source>Jobs are running</source>
        <translation>Aufträge laufen</translation>
    </message>
    <message numerus="yes">
        <source>%n jobs are running in this workspace.</source>
        <translation>
            <numerusform>In diesem Arbeitsbereich läuft %n Auftrag.</numerusform>
            <numerusform>In diesem Arbeitsbereich laufen %n Aufträge.</numerusform>
        </translation>
    </message>
    <message>
        <source>What they have finished so far is kept.</source>
        <translation>Was sie bisher fertiggestellt haben, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Cancel jobs and continue</source>
        <translation>Aufträge abbrechen und fortfahren</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message numerus="yes">
        <source>%n jobs are still running.</source>
        <translation>
            <numerusform>%n Auftrag läuft noch.</numerusform>
            <numerusform>%n Aufträge laufen noch.</numerusform>
        </translation>
    </message>
    <message>
        <source>They can go on in the background: the window is then minimised, and closes when they are done. What is finished is kept in any case.</source>
        <translation>Sie können im Hintergrund weiterlaufen: Das Fenster wird dann minimiert und schließt sich, wenn sie fertig sind. Was fertig ist, bleibt in jedem Fall erhalten.</translation>
    </message>
    <message>
        <source>Keep running, then close</source>
        <translation>Weiterlaufen lassen, dann schließen</translation>
    </message>
    <message>
        <source>Cancel jobs and close</source>
        <translation>Aufträge abbrechen und schließen</translation>
    </message>
    <message>
        <source>Don&apos;t close</source>
        <translation>Nicht schließen</translation>
    </message>
    <message>
        <source>Auspex workspaces (*.auspex)</source>
        <translation>Auspex-Arbeitsbereiche (*.auspex)</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Neuer Arbeitsbereich</translation>
    </message>
    <message>
        <source>&amp;New workspace...</source>
        <translation>&amp;Neuer Arbeitsbereich...</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>&amp;Open workspace...</source>
        <translation>Arbeitsbereich ö&amp;ffnen...</translation>
    </message>
    <message>
        <source>Open workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Import &amp;TFS-Eval folder...</source>
        <translation>&amp;TFS-Eval-Ordner importieren...</translation>
    </message>
    <message>
        <source>Import TFS-Eval folder</source>
        <translation>TFS-Eval-Ordner importieren</translation>
    </message>
    <message>
        <source>&amp;What is TFS-Eval?</source>
        <translation>&amp;Was ist TFS-Eval?</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>&amp;CSV table or other files...</source>
        <translation>&amp;CSV-Tabelle oder andere Dateien...</translation>
    </message>
    <message>
        <source>&amp;Export...</source>
        <translation>&amp;Exportieren...</translation>
    </message>
    <message>
        <source>&amp;Close workspace</source>
        <translation>Arbeitsbereich s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>The file is missing</source>
        <translation>Die Datei fehlt</translation>
    </message>
    <message>
        <source>No recent workspaces</source>
        <translation>Noch keine Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Clear the list of recent workspaces</source>
        <translation>Liste der letzten Arbeitsbereiche leeren</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Search everything...</source>
        <translation>Überall &amp;suchen...</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>A&amp;nordnung zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Check workspace</source>
        <translation>Arbeitsbereich &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Back up workspace...</source>
        <translation>Arbeitsbereich &amp;sichern...</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Auspex</source>
        <translation>Ü&amp;ber Auspex</translation>
    </message>
    <message>
        <source>Open or create a workspace first</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder anlegen</translation>
    </message>
    <message>
        <source>The workspace is read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt</translation>
    </message>
    <message>
        <source>There is nothing to export here yet.</source>
        <translation>Hier gibt es noch nichts zu exportieren.</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>Dateien importieren</translation>
    </message>
    <message>
        <source>Tables and data files (*.csv *.tsv *.jsonl *.json *.yml *.yaml);;All files (*)</source>
        <translation>Tabellen und Datendateien (*.csv *.tsv *.jsonl *.json *.yml *.yaml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Check %1</source>
        <translation>%1 prüfen</translation>
    </message>
    <message>
        <source>The workspace %1 is sound.</source>
        <translation>Der Arbeitsbereich %1 ist unbeschädigt.</translation>
    </message>
    <message numerus="yes">
        <source>The workspace %1 is damaged: %n findings. Keep a copy of it and go on with its newest backup.</source>
        <translation>
            <numerusform>Der Arbeitsbereich %1 ist beschädigt: %n Befund. Eine Kopie aufheben und mit der neuesten Sicherung weiterarbeiten.</numerusform>
            <numerusform>Der Arbeitsbereich %1 ist beschädigt: %n Befunde. Eine Kopie aufheben und mit der neuesten Sicherung weiterarbeiten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The workspace %1 is sound; %n harmless leftovers were found.</source>
        <translation>
            <numerusform>Der Arbeitsbereich %1 ist unbeschädigt; %n harmloser Überrest wurde gefunden.</numerusform>
            <numerusform>Der Arbeitsbereich %1 ist unbeschädigt; %n harmlose Überreste wurden gefunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 backup</source>
        <comment>a file&apos;s name</comment>
        <translation>%1 Sicherung</translation>
    </message>
    <message>
        <source>Back up workspace</source>
        <translation>Arbeitsbereich sichern</translation>
    </message>
    <message>
        <source>Back up %1</source>
        <translation>%1 sichern</translation>
    </message>
    <message>
        <source>Backed up to %1.</source>
        <translation>Gesichert unter %1.</translation>
    </message>
    <message numerus="yes">
        <source>Task, %n architectures</source>
        <translation>
            <numerusform>Aufgabe, %n Architektur</numerusform>
            <numerusform>Aufgabe, %n Architekturen</numerusform>
        </translation>
    </message>
    <message>
        <source>Recorded predictor of %1</source>
        <translation>Aufgezeichneter Prädiktor von %1</translation>
    </message>
    <message>
        <source>Architecture of %1</source>
        <translation>Architektur von %1</translation>
    </message>
    <message>
        <source>&amp;Predictors</source>
        <translation>&amp;Prädiktoren</translation>
    </message>
    <message>
        <source>%1 predicted %2.</source>
        <translation>%1 hat %2 vorhergesagt.</translation>
    </message>
    <message numerus="yes">
        <source>%n LLM runs are done, the last of them by %1 on %2.</source>
        <translation>
            <numerusform>%n LLM-Lauf ist fertig, der letzte von %1 auf %2.</numerusform>
            <numerusform>%n LLM-Läufe sind fertig, der letzte von %1 auf %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) are missing.</source>
        <translation>
            <numerusform>%n Vorhersage fehlt.</numerusform>
            <numerusform>%n Vorhersagen fehlen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show in Judge</source>
        <translation>In Beurteilen zeigen</translation>
    </message>
    <message>
        <source>Compare it with the regressions on the same demonstrations</source>
        <translation>Mit den Regressionen auf denselben Demonstrationen vergleichen</translation>
    </message>
    <message>
        <source>Show the calls</source>
        <translation>Aufrufe zeigen</translation>
    </message>
    <message>
        <source>Open the run with every request and reply</source>
        <translation>Den Lauf mit jeder Anfrage und Antwort öffnen</translation>
    </message>
    <message>
        <source>%1 cannot be opened here: drop a workspace (.auspex), a TFS-Eval folder, a .jsonl, .csv or .yml file, a corpus folder, or the two text files of a corpus together.</source>
        <translation>%1 lässt sich hier nicht öffnen: Ablegen kann man einen Arbeitsbereich (.auspex), einen TFS-Eval-Ordner, eine .jsonl-, .csv- oder .yml-Datei, einen Korpusordner oder die beiden Textdateien eines Korpus zusammen.</translation>
    </message>
</context>
<context>
    <name>auspex::MaterialPanel</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>No task yet</source>
        <translation>Noch keine Aufgabe</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Score that demonstrations show</source>
        <translation>Wert, den Demonstrationen zeigen</translation>
    </message>
    <message>
        <source>The score that demonstrations show and that is asked for</source>
        <translation>Der Wert, den Demonstrationen zeigen und nach dem gefragt wird</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Tas&amp;k</source>
        <translation>Auf&amp;gabe</translation>
    </message>
    <message>
        <source>Sp&amp;lit</source>
        <translation>Auf&amp;teilung</translation>
    </message>
    <message>
        <source>&amp;Score</source>
        <translation>&amp;Wert</translation>
    </message>
    <message>
        <source>Show split %1</source>
        <translation>Aufteilung %1 zeigen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>random, seed %1</source>
        <translation>zufällig, Startwert %1</translation>
    </message>
    <message>
        <source>Demonstrations (%1)</source>
        <translation>Demonstrationen (%1)</translation>
    </message>
    <message>
        <source>Examples (%1)</source>
        <translation>Beispiele (%1)</translation>
    </message>
</context>
<context>
    <name>auspex::MessageArea</name>
    <message numerus="yes">
        <source>%n more messages</source>
        <translation>
            <numerusform>%n weitere Meldung</numerusform>
            <numerusform>%n weitere Meldungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n times)</source>
        <translation>
            <numerusform>%1 (%n-mal)</numerusform>
            <numerusform>%1 (%n-mal)</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>auspex::MetricModel</name>
    <message>
        <source>It only ranks: its values are no scores.</source>
        <translation>Gibt nur eine Rangfolge an: Die Werte sind keine Scores.</translation>
    </message>
    <message>
        <source>Split %1: %2</source>
        <translation>Aufteilung %1: %2</translation>
    </message>
    <message>
        <source>%1, drawn</source>
        <translation>%1, gezeichnet</translation>
    </message>
    <message>
        <source>%1, not drawn</source>
        <translation>%1, nicht gezeichnet</translation>
    </message>
    <message>
        <source>This predictor is being judged.</source>
        <translation>Dieser Prädiktor wird gerade beurteilt.</translation>
    </message>
    <message>
        <source>This predictor was not judged yet. Press F5.</source>
        <translation>Dieser Prädiktor wurde noch nicht beurteilt; das tut F5.</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2: %3 ± %4</source>
        <translation>%1, %2: %3 ± %4</translation>
    </message>
    <message>
        <source>%1 % bootstrap interval: %2 to %3</source>
        <translation>%1-%-Bootstrap-Intervall: %2 bis %3</translation>
    </message>
    <message>
        <source>p = %1 against %2</source>
        <translation>p = %1 gegenüber %2</translation>
    </message>
    <message>
        <source>The best of this column.</source>
        <translation>Der beste Wert dieser Spalte.</translation>
    </message>
    <message>
        <source>Not told apart from the best: its interval holds the best value.</source>
        <translation>Vom besten nicht zu unterscheiden: Das Intervall enthält den besten Wert.</translation>
    </message>
    <message>
        <source>The predictors that are compared. Those with a tick are drawn.</source>
        <translation>Die verglichenen Prädiktoren. Die angehakten werden gezeichnet.</translation>
    </message>
    <message>
        <source>Predictor</source>
        <translation>Prädiktor</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message numerus="yes">
        <source>It predicts %1 of %n architecture(s) and is judged on those.</source>
        <translation>
            <numerusform>Er sagt %1 von %n Architektur vorher und wird darauf beurteilt.</numerusform>
            <numerusform>Er sagt %1 von %n Architekturen vorher und wird auf diesen beurteilt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::MetricTable</name>
    <message>
        <source>Predictors and their metrics</source>
        <translation>Prädiktoren und ihre Metriken</translation>
    </message>
    <message>
        <source>&amp;Copy the table</source>
        <translation>Tabelle k&amp;opieren</translation>
    </message>
    <message>
        <source>Copies the selected predictors, or all, as a table for office programs and as text</source>
        <translation>Die ausgewählten Prädiktoren, sonst alle, als Tabelle für Büroprogramme und als Text kopieren</translation>
    </message>
    <message>
        <source>Compare the others &amp;with it</source>
        <translation>Die anderen da&amp;mit vergleichen</translation>
    </message>
    <message>
        <source>Tests every other predictor against this one</source>
        <translation>Jeden anderen Prädiktor gegen diesen testen</translation>
    </message>
    <message>
        <source>&amp;Remove the predictor</source>
        <translation>&amp;Prädiktor entfernen</translation>
    </message>
    <message>
        <source>Takes the selected predictors off the comparison</source>
        <translation>Die ausgewählten Prädiktoren aus dem Vergleich nehmen</translation>
    </message>
    <message>
        <source>Move the predictor &amp;up</source>
        <translation>Prädiktor nach o&amp;ben</translation>
    </message>
    <message>
        <source>Moves it in the own order of the predictors, which also legends have</source>
        <translation>In der eigenen Reihenfolge der Prädiktoren verschieben, der auch die Legenden folgen</translation>
    </message>
    <message>
        <source>Move the predictor &amp;down</source>
        <translation>Prädiktor nach &amp;unten</translation>
    </message>
    <message>
        <source>S&amp;how the own order</source>
        <translation>Ei&amp;gene Reihenfolge zeigen</translation>
    </message>
    <message>
        <source>Takes sorting back: predictors as they were added</source>
        <translation>Die Sortierung zurücknehmen: Prädiktoren, wie sie hinzugefügt wurden</translation>
    </message>
    <message>
        <source>Restore the c&amp;olumns</source>
        <translation>&amp;Spalten wiederherstellen</translation>
    </message>
    <message>
        <source>Shows all columns of the table in their first order</source>
        <translation>Alle Spalten der Tabelle in ihrer anfänglichen Reihenfolge zeigen</translation>
    </message>
    <message>
        <source>Restore the columns</source>
        <translation>Spalten wiederherstellen</translation>
    </message>
    <message>
        <source>Ru&amp;n the missing predictions...</source>
        <translation>F&amp;ehlende Vorhersagen ausführen...</translation>
    </message>
    <message>
        <source>Asks the language model for what the workspace does not hold yet</source>
        <translation>Fragt das Sprachmodell nach dem, was der Arbeitsbereich noch nicht hat</translation>
    </message>
</context>
<context>
    <name>auspex::ModelChoice</name>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>$%1</source>
        <translation>%1 $</translation>
    </message>
</context>
<context>
    <name>auspex::OriginForm</name>
    <message>
        <source>&amp;to</source>
        <translation>&amp;nach</translation>
    </message>
    <message>
        <source>Source language</source>
        <translation>Ausgangssprache</translation>
    </message>
    <message>
        <source>Target language</source>
        <translation>Zielsprache</translation>
    </message>
    <message>
        <source>Training texts</source>
        <translation>Trainingstexte</translation>
    </message>
    <message>
        <source>Validation texts</source>
        <translation>Validierungstexte</translation>
    </message>
    <message>
        <source>Test texts</source>
        <translation>Testtexte</translation>
    </message>
    <message>
        <source>&amp;Leave out pairs with an empty line</source>
        <translation>Paare mit &amp;leerer Zeile auslassen</translation>
    </message>
    <message>
        <source>Otherwise such a line is an error, and the import names it</source>
        <translation>Sonst ist eine solche Zeile ein Fehler, und der Import nennt sie</translation>
    </message>
    <message>
        <source>Languag&amp;es:</source>
        <translation>&amp;Sprachen:</translation>
    </message>
    <message>
        <source>Trai&amp;ning:</source>
        <translation>&amp;Training:</translation>
    </message>
    <message>
        <source>&amp;Validation:</source>
        <translation>&amp;Validierung:</translation>
    </message>
    <message>
        <source>Te&amp;st:</source>
        <translation>T&amp;est:</translation>
    </message>
    <message>
        <source>Name the two files of a split without the language at their end: train for train.en and train.de. Line N of one is the translation of line N of the other.</source>
        <translation>Die beiden Dateien einer Aufteilung werden ohne die Sprache an ihrem Ende genannt: train für train.en und train.de. Zeile N der einen ist die Übersetzung von Zeile N der anderen.</translation>
    </message>
    <message>
        <source>Folder of binarised data</source>
        <translation>Ordner der binarisierten Daten</translation>
    </message>
    <message>
        <source>As the folder has it</source>
        <translation>Wie im Ordner</translation>
    </message>
    <message>
        <source>Binari&amp;sed data:</source>
        <translation>&amp;Binarisierte Daten:</translation>
    </message>
    <message>
        <source>The folder has dict.LANGUAGE.txt and the .bin and .idx files of each split. BPE codes or a SentencePiece model are only needed to translate new texts.</source>
        <translation>Der Ordner enthält dict.SPRACHE.txt und je Aufteilung die .bin- und .idx-Dateien. BPE-Codes oder ein SentencePiece-Modell braucht nur, wer neue Texte übersetzen will.</translation>
    </message>
    <message>
        <source>Trai&amp;ning sentences:</source>
        <translation>&amp;Trainingssätze:</translation>
    </message>
    <message>
        <source>&amp;Validation sentences:</source>
        <translation>&amp;Validierungssätze:</translation>
    </message>
    <message>
        <source>Te&amp;st sentences:</source>
        <translation>T&amp;estsätze:</translation>
    </message>
    <message>
        <source>S&amp;eed:</source>
        <translation>&amp;Startwert:</translation>
    </message>
    <message>
        <source>English sentences and their German translations, drawn from a built-in grammar. The same seed and sizes give the same sentences; none is in two splits.</source>
        <translation>Englische Sätze und ihre deutschen Übersetzungen aus einer eingebauten Grammatik. Derselbe Startwert und dieselben Größen ergeben dieselben Sätze; keiner ist in zwei Aufteilungen.</translation>
    </message>
    <message>
        <source>Folder of a corpus</source>
        <translation>Ordner eines Korpus</translation>
    </message>
    <message>
        <source>Fol&amp;der:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>A folder with a corpus.json, as auspex-cli corpus writes it. It stays where it is.</source>
        <translation>Ein Ordner mit einer corpus.json, wie auspex-cli corpus ihn schreibt. Er bleibt, wo er ist.</translation>
    </message>
</context>
<context>
    <name>auspex::PathField</name>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
</context>
<context>
    <name>auspex::PlaceholderTexts</name>
    <message>
        <source>the task&apos;s name, as &quot;WMT&apos;14 English to German&quot;</source>
        <translation>der Name der Aufgabe, etwa „WMT&apos;14 English to German“</translation>
    </message>
    <message>
        <source>the language that is translated from</source>
        <translation>die Sprache, aus der übersetzt wird</translation>
    </message>
    <message>
        <source>the language that is translated into</source>
        <translation>die Sprache, in die übersetzt wird</translation>
    </message>
    <message>
        <source>the name of the score, as &quot;BLEU&quot;</source>
        <translation>der Name des Wertes, etwa „BLEU“</translation>
    </message>
    <message>
        <source>&quot;GFLOPS&quot;, &quot;latency&quot; or &quot;model size&quot;</source>
        <translation>„GFLOPS“, „latency“ oder „model size“</translation>
    </message>
    <message>
        <source>what the efficiency is counted in, as &quot;milliseconds&quot;</source>
        <translation>worin die Effizienz gezählt wird, etwa „milliseconds“</translation>
    </message>
    <message>
        <source>what stands before the efficiency in an architecture&apos;s lines</source>
        <translation>was in den Zeilen einer Architektur vor der Effizienz steht</translation>
    </message>
    <message>
        <source>what the efficiency metric means, &quot;how many ...&quot;</source>
        <translation>was das Effizienzmaß bedeutet: „how many ...“</translation>
    </message>
    <message>
        <source>the chosen pairs of input and output</source>
        <translation>die gewählten Paare aus Eingabe und Ausgabe</translation>
    </message>
    <message>
        <source>the ten hyperparameters and what each means, a line each</source>
        <translation>die zehn Hyperparameter und was sie bedeuten, je eine Zeile</translation>
    </message>
    <message>
        <source>the architectures whose score is shown</source>
        <translation>die Architekturen, deren Wert gezeigt wird</translation>
    </message>
    <message>
        <source>how many demonstrations there are</source>
        <translation>wie viele Demonstrationen es sind</translation>
    </message>
    <message>
        <source>the architecture that is asked about, and the metric for the answer to follow</source>
        <translation>die Architektur, nach der gefragt wird, und das Maß, dem die Antwort folgt</translation>
    </message>
    <message>
        <source>the architecture that is asked about, without the metric&apos;s line</source>
        <translation>die Architektur, nach der gefragt wird, ohne die Zeile des Maßes</translation>
    </message>
</context>
<context>
    <name>auspex::PlotView</name>
    <message>
        <source>label</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>series</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>error low</source>
        <translation>Fehler unten</translation>
    </message>
    <message>
        <source>error high</source>
        <translation>Fehler oben</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>A chart cannot be saved at a size of %1 by %2 pixels and scale %3; give a size of at least one pixel.</source>
        <translation>Ein Diagramm lässt sich nicht mit %1 mal %2 Pixeln und Maßstab %3 speichern; mindestens ein Pixel angeben.</translation>
    </message>
    <message>
        <source>The chart could not be drawn for %1; try a smaller size or another format.</source>
        <translation>Das Diagramm ließ sich für %1 nicht zeichnen; eine kleinere Größe oder ein anderes Format versuchen.</translation>
    </message>
    <message>
        <source>Without a value: %1</source>
        <translation>Ohne Wert: %1</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Regression</source>
        <translation>Regression</translation>
    </message>
    <message>
        <source>There is nothing to show yet.</source>
        <translation>Noch gibt es nichts zu zeigen.</translation>
    </message>
    <message>
        <source>Drag to select (Shift adds, Ctrl toggles). Wheel zooms, Space and drag pans, a double click shows everything.</source>
        <translation>Ziehen wählt aus (Umschalt fügt hinzu, Strg schaltet um). Das Mausrad zoomt, Leertaste und Ziehen verschiebt, ein Doppelklick zeigt alles.</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>Chart: %1</source>
        <translation>Diagramm: %1</translation>
    </message>
    <message>
        <source>Chart: %1, %2</source>
        <translation>Diagramm: %1, %2</translation>
    </message>
    <message>
        <source>chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert unter %1</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>&amp;Copy image</source>
        <translation>Bild &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;data</source>
        <translation>&amp;Daten kopieren</translation>
    </message>
    <message>
        <source>&amp;Save image...</source>
        <translation>Bild &amp;speichern...</translation>
    </message>
    <message>
        <source>&amp;Export data...</source>
        <translation>Daten &amp;exportieren...</translation>
    </message>
    <message>
        <source>&amp;Reset zoom</source>
        <translation>Zoom zurückse&amp;tzen</translation>
    </message>
    <message>
        <source>Logarithmic &amp;x axis</source>
        <translation>Logarithmische &amp;x-Achse</translation>
    </message>
    <message>
        <source>Logarithmic &amp;y axis</source>
        <translation>Logarithmische &amp;y-Achse</translation>
    </message>
    <message>
        <source>Show &amp;identity line</source>
        <translation>&amp;Identitätslinie zeigen</translation>
    </message>
    <message>
        <source>Show re&amp;gression line</source>
        <translation>Re&amp;gressionsgerade zeigen</translation>
    </message>
    <message>
        <source>Least squares through the visible points, straight on these axes</source>
        <translation>Kleinste Quadrate durch die sichtbaren Punkte, gerade auf diesen Achsen</translation>
    </message>
    <message>
        <source>Show &amp;labels</source>
        <translation>&amp;Beschriftungen zeigen</translation>
    </message>
    <message>
        <source>Drag to selec&amp;t</source>
        <translation>Ziehen wählt &amp;aus</translation>
    </message>
    <message>
        <source>Drag to &amp;pan</source>
        <translation>Ziehen &amp;verschiebt</translation>
    </message>
    <message>
        <source>Drag to &amp;zoom</source>
        <translation>Ziehen &amp;zoomt</translation>
    </message>
    <message>
        <source>Some values are not positive, so they have no logarithm</source>
        <translation>Einige Werte sind nicht positiv und haben daher keinen Logarithmus</translation>
    </message>
    <message>
        <source>Show series</source>
        <translation>Reihen zeigen</translation>
    </message>
    <message>
        <source>The image is on the clipboard</source>
        <translation>Das Bild liegt in der Zwischenablage</translation>
    </message>
    <message>
        <source>The data is on the clipboard</source>
        <translation>Die Daten liegen in der Zwischenablage</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF-Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Export data</source>
        <translation>Daten exportieren</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv);;Tab-separated values (*.tsv)</source>
        <translation>Durch Kommas getrennte Werte (*.csv);;Durch Tabulatoren getrennte Werte (*.tsv)</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Click to hide this series</source>
        <translation>Klicken blendet diese Reihe aus</translation>
    </message>
    <message>
        <source>Click to show this series</source>
        <translation>Klicken zeigt diese Reihe</translation>
    </message>
</context>
<context>
    <name>auspex::PredictorPopup</name>
    <message>
        <source>Recorded supernets</source>
        <translation>Aufgezeichnete Supernetze</translation>
    </message>
    <message>
        <source>Calibrated on the demonstrations</source>
        <translation>Auf die Demonstrationen kalibriert</translation>
    </message>
    <message>
        <source>Stacked</source>
        <translation>Kombiniert (Stacking)</translation>
    </message>
    <message>
        <source>Regressions</source>
        <translation>Regressionen</translation>
    </message>
    <message>
        <source>Baselines</source>
        <translation>Vergleichsmaßstäbe</translation>
    </message>
    <message>
        <source>Add a predictor</source>
        <translation>Einen Prädiktor hinzufügen</translation>
    </message>
    <message>
        <source>Search predictors</source>
        <translation>Prädiktoren suchen</translation>
    </message>
    <message>
        <source>Predictors for this task</source>
        <translation>Prädiktoren für diese Aufgabe</translation>
    </message>
    <message>
        <source>Or any &amp;other, as on the command line:</source>
        <translation>Oder ein &amp;anderer, wie auf der Befehlszeile:</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>It is compared already.</source>
        <translation>Wird bereits verglichen.</translation>
    </message>
    <message>
        <source>For example ridge:all, knn:3 or calibrated:linear:recorded:HAT.</source>
        <translation>Zum Beispiel ridge:all, knn:3 oder calibrated:linear:recorded:HAT.</translation>
    </message>
    <message>
        <source>Adds %1.</source>
        <translation>Fügt %1 hinzu.</translation>
    </message>
    <message>
        <source>Language models that were run here</source>
        <translation>Sprachmodelle, die hier gelaufen sind</translation>
    </message>
</context>
<context>
    <name>auspex::PredictorsPanel</name>
    <message>
        <source>Prompt studio</source>
        <translation>Promptstudio</translation>
    </message>
    <message>
        <source>LLM runs</source>
        <translation>LLM-Läufe</translation>
    </message>
    <message>
        <source>Ablation</source>
        <translation>Ablation</translation>
    </message>
    <message>
        <source>Opens the tab %1</source>
        <translation>Das Register %1 öffnen</translation>
    </message>
    <message>
        <source>&amp;Prompt studio</source>
        <translation>&amp;Promptstudio</translation>
    </message>
    <message>
        <source>&amp;LLM runs</source>
        <translation>&amp;LLM-Läufe</translation>
    </message>
    <message>
        <source>&amp;Ablation</source>
        <translation>&amp;Ablation</translation>
    </message>
    <message>
        <source>Sho&amp;w: %1</source>
        <translation>&amp;Zeigen: %1</translation>
    </message>
    <message>
        <source>Supernets</source>
        <translation>Supernetze</translation>
    </message>
    <message>
        <source>&amp;Supernets</source>
        <translation>&amp;Supernetze</translation>
    </message>
</context>
<context>
    <name>auspex::PriceDialog</name>
    <message>
        <source>&amp;Copy as one&apos;s own</source>
        <translation>Als eigenen &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Price List</source>
        <translation>Preisliste</translation>
    </message>
    <message>
        <source>US dollars for one million tokens. Each call keeps the price that it was reckoned with; changes here hold for later calls. A model without a price costs &quot;unknown&quot;, never nothing.</source>
        <translation>US-Dollar für eine Million Token. Jeder Aufruf behält den Preis, mit dem er berechnet wurde; Änderungen gelten für spätere Aufrufe. Ein Modell ohne Preis kostet „unbekannt“, nie nichts.</translation>
    </message>
    <message>
        <source>Filter models</source>
        <translation>Modelle filtern</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Save &amp;prices</source>
        <translation>&amp;Preise speichern</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Preise</translation>
    </message>
    <message>
        <source>What comes with the program cannot be removed; a price of yours goes before it</source>
        <translation>Was zum Programm gehört, lässt sich nicht entfernen; ein eigener Preis geht vor</translation>
    </message>
</context>
<context>
    <name>auspex::PriceModel</name>
    <message>
        <source>A price of yours names no model; write its name, with * for any letters.</source>
        <translation>Ein eigener Preis nennt kein Modell; seinen Namen schreiben, mit * für beliebige Zeichen.</translation>
    </message>
    <message>
        <source>The price of %1 holds from &quot;%2&quot;, which is no day; write it as in 2026-09-01.</source>
        <translation>Der Preis von %1 gilt ab „%2“, und das ist kein Tag; wie in 2026-09-01 schreiben.</translation>
    </message>
    <message>
        <source>The source of the price of %1 was read on &quot;%2&quot;, which is no day; write it as in 2026-09-01.</source>
        <translation>Die Quelle des Preises von %1 wurde am „%2“ gelesen, und das ist kein Tag; wie in 2026-09-01 schreiben.</translation>
    </message>
    <message>
        <source>A price of yours: it goes before those that come with the program.</source>
        <translation>Ein eigener Preis: Er geht denen vor, die zum Programm gehören.</translation>
    </message>
    <message>
        <source>This price comes with the program; copy it to change it.</source>
        <translation>Dieser Preis gehört zum Programm; zum Ändern kopieren.</translation>
    </message>
    <message>
        <source>The model&apos;s name, with * for any letters</source>
        <translation>Der Name des Modells, mit * für beliebige Zeichen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The first day; empty: always</source>
        <translation>Der erste Tag; leer: immer</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Only for prompts of more tokens than this</source>
        <translation>Nur für Prompts mit mehr Token als diesen</translation>
    </message>
    <message>
        <source>Above tokens</source>
        <translation>Über Token</translation>
    </message>
    <message>
        <source>US dollars for a million tokens of the prompt</source>
        <translation>US-Dollar für eine Million Token des Prompts</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>The same, read from the service&apos;s cache; empty: as input</source>
        <translation>Dasselbe, aus dem Zwischenspeicher des Dienstes gelesen; leer: wie Eingabe</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>The same, written to the service&apos;s cache; empty: as input</source>
        <translation>Dasselbe, in den Zwischenspeicher des Dienstes geschrieben; leer: wie Eingabe</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>US dollars for a million tokens of the answer</source>
        <translation>US-Dollar für eine Million Token der Antwort</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>What is paid of these prices for batch jobs, 0 to 1</source>
        <translation>Welcher Teil dieser Preise für Stapelaufträge bezahlt wird, 0 bis 1</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Where the price is from</source>
        <translation>Woher der Preis ist</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>When the source was read</source>
        <translation>Wann die Quelle gelesen wurde</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Stand</translation>
    </message>
</context>
<context>
    <name>auspex::PromptEditor</name>
    <message>
        <source>Placeholders</source>
        <translation>Platzhalter</translation>
    </message>
    <message>
        <source>Insert a &amp;placeholder</source>
        <translation>&amp;Platzhalter einfügen</translation>
    </message>
</context>
<context>
    <name>auspex::PromptList</name>
    <message>
        <source>%1, version %2</source>
        <translation>%1, Version %2</translation>
    </message>
    <message>
        <source>P&amp;rompts</source>
        <translation>P&amp;rompts</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>Edit a copy of a prompt below, or import one.</source>
        <translation>Eine Kopie eines Prompts darunter bearbeiten oder einen importieren.</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>%1, edited</source>
        <comment>a version</comment>
        <translation>%1, bearbeitet</translation>
    </message>
    <message>
        <source>%1: no version was saved yet</source>
        <translation>%1: noch keine Version gespeichert</translation>
    </message>
    <message>
        <source>%1: edited since version %2</source>
        <translation>%1: seit Version %2 bearbeitet</translation>
    </message>
    <message>
        <source>%1: as version %2</source>
        <translation>%1: wie Version %2</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a version and its note</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Version %1, saved %2</source>
        <translation>Version %1, gespeichert %2</translation>
    </message>
    <message>
        <source>With the program</source>
        <translation>Mitgeliefert</translation>
    </message>
</context>
<context>
    <name>auspex::PromptMaterial</name>
    <message>
        <source>Fill the prompt with %1</source>
        <translation>Prompt mit %1 füllen</translation>
    </message>
</context>
<context>
    <name>auspex::PromptMeter</name>
    <message>
        <source>Count</source>
        <translation>Zählen</translation>
    </message>
    <message>
        <source>Sends the prompt to the provider to count its tokens</source>
        <translation>Sendet den Prompt an den Anbieter, damit der die Token zählt</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <comment>an exact count</comment>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>about %1 tokens</source>
        <comment>an estimate</comment>
        <translation>etwa %1 Token</translation>
    </message>
    <message>
        <source>Counted by the provider for exactly this text.</source>
        <translation>Vom Anbieter für genau diesen Text gezählt.</translation>
    </message>
    <message>
        <source>An estimate, from the provider&apos;s count of an earlier text.</source>
        <translation>Eine Schätzung, nach der Zählung des Anbieters für einen früheren Text.</translation>
    </message>
    <message>
        <source>An estimate, from what this model&apos;s replies were billed for.</source>
        <translation>Eine Schätzung, nach dem, was für Antworten dieses Modells berechnet wurde.</translation>
    </message>
    <message>
        <source>An estimate, from the length of the text: this model has not counted any yet.</source>
        <translation>Eine Schätzung, nach der Länge des Textes: Dieses Modell hat noch keinen gezählt.</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>Preis unbekannt</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>at most %1 each, %2 for all %3 test architectures</source>
        <translation>je höchstens %1, für alle %3 Testarchitekturen %2</translation>
    </message>
    <message>
        <source>at most %1 each</source>
        <translation>je höchstens %1</translation>
    </message>
    <message>
        <source>Counting tokens at %1</source>
        <translation>Token zählen bei %1</translation>
    </message>
    <message>
        <source>The provider counted no tokens; the estimate stays.</source>
        <translation>Der Anbieter hat keine Token gezählt; die Schätzung bleibt.</translation>
    </message>
</context>
<context>
    <name>auspex::PromptStudio</name>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Überschrift</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>Definitions</source>
        <translation>Definitionen</translation>
    </message>
    <message>
        <source>Demonstrations</source>
        <translation>Demonstrationen</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Select a component in the list first.</source>
        <translation>Zuerst in der Liste einen Baustein wählen.</translation>
    </message>
    <message>
        <source>A LLMAS template is one text without components.</source>
        <translation>Eine LLMAS-Vorlage ist ein einziger Text ohne Bausteine.</translation>
    </message>
    <message>
        <source>A prompt needs its query: the architecture that is asked about.</source>
        <translation>Ein Prompt braucht seine Anfrage: die Architektur, nach der gefragt wird.</translation>
    </message>
    <message>
        <source>A component&apos;s name has lower-case letters, digits and hyphens alone.</source>
        <translation>Der Name eines Bausteins hat nur Kleinbuchstaben, Ziffern und Bindestriche.</translation>
    </message>
    <message>
        <source>There is a component %1 already; choose another name.</source>
        <translation>Es gibt schon einen Baustein %1; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Prompts and LLMAS templates (*.prompt *.txt *.md);;All files (*)</source>
        <translation>Prompts und LLMAS-Vorlagen (*.prompt *.txt *.md);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The text that is sent</source>
        <translation>Der Text, der gesendet wird</translation>
    </message>
    <message>
        <source>Open or create a workspace: prompts and the replies to them are kept there.</source>
        <translation>Einen Arbeitsbereich öffnen oder anlegen: Prompts und die Antworten darauf werden dort aufbewahrt.</translation>
    </message>
    <message>
        <source>No version was saved yet; the edits are kept all the same.</source>
        <translation>Noch keine Version gespeichert; die Änderungen bleiben trotzdem erhalten.</translation>
    </message>
    <message>
        <source>Edited since version %1; the edits are kept.</source>
        <translation>Seit Version %1 bearbeitet; die Änderungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) used it.</source>
        <translation>
            <numerusform>%n Lauf hat ihn verwendet.</numerusform>
            <numerusform>%n Läufe haben ihn verwendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>Neuer Prompt</translation>
    </message>
    <message>
        <source>Begins a prompt with nothing but its query</source>
        <translation>Beginnt einen Prompt, der nur seine Anfrage hat</translation>
    </message>
    <message>
        <source>Makes a prompt of your own of the open one</source>
        <translation>Macht aus dem offenen Prompt einen eigenen</translation>
    </message>
    <message>
        <source>Edit a copy</source>
        <translation>Kopie bearbeiten</translation>
    </message>
    <message>
        <source>Keeps the prompt as it is now, for ever</source>
        <translation>Bewahrt den Prompt für immer so auf, wie er jetzt ist</translation>
    </message>
    <message>
        <source>Save a version...</source>
        <translation>Version speichern...</translation>
    </message>
    <message>
        <source>Goes back to the newest version</source>
        <translation>Kehrt zur neuesten Version zurück</translation>
    </message>
    <message>
        <source>Makes the open version the text to edit</source>
        <translation>Macht die offene Version zum Text, der bearbeitet wird</translation>
    </message>
    <message>
        <source>Gives the prompt another name</source>
        <translation>Gibt dem Prompt einen anderen Namen</translation>
    </message>
    <message>
        <source>Takes the prompt off the list with all its versions</source>
        <translation>Nimmt den Prompt mit allen Versionen von der Liste</translation>
    </message>
    <message>
        <source>Reads prompts and LLMAS templates from files</source>
        <translation>Liest Prompts und LLMAS-Vorlagen aus Dateien</translation>
    </message>
    <message>
        <source>Saves the open prompt as a file</source>
        <translation>Speichert den offenen Prompt als Datei</translation>
    </message>
    <message>
        <source>Shows two versions or variants side by side</source>
        <translation>Zeigt zwei Versionen oder Varianten nebeneinander</translation>
    </message>
    <message>
        <source>Compare...</source>
        <translation>Vergleichen...</translation>
    </message>
    <message>
        <source>Puts the rendered prompt on the clipboard</source>
        <translation>Legt den fertigen Prompt in die Zwischenablage</translation>
    </message>
    <message>
        <source>Copied the text that is sent.</source>
        <translation>Der gesendete Text ist kopiert.</translation>
    </message>
    <message>
        <source>Sends the prompt to the model and shows the reply</source>
        <translation>Sendet den Prompt an das Modell und zeigt die Antwort</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Run on a set...</source>
        <translation>Menge befragen...</translation>
    </message>
    <message>
        <source>Asks the model for all test architectures</source>
        <translation>Fragt das Modell nach allen Testarchitekturen</translation>
    </message>
    <message>
        <source>Open or create a workspace first.</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder anlegen.</translation>
    </message>
    <message>
        <source>Open a prompt of your own first.</source>
        <translation>Zuerst einen eigenen Prompt öffnen.</translation>
    </message>
    <message>
        <source>Nothing has changed since version %1.</source>
        <translation>Seit Version %1 hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>There are no edits of a saved version.</source>
        <translation>Es gibt keine Änderungen an einer gespeicherten Version.</translation>
    </message>
    <message>
        <source>Open a saved version first.</source>
        <translation>Zuerst eine gespeicherte Version öffnen.</translation>
    </message>
    <message>
        <source>There is no task yet: import architectures with their scores.</source>
        <translation>Noch gibt es keine Aufgabe: Architekturen mit ihren Werten importieren.</translation>
    </message>
    <message>
        <source>New prompt %1</source>
        <translation>Neuer Prompt %1</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 Kopie</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>Take up version %1 of %2</source>
        <translation>Version %1 von %2 aufnehmen</translation>
    </message>
    <message>
        <source>Discard the edits of %1</source>
        <translation>Änderungen von %1 verwerfen</translation>
    </message>
    <message>
        <source>Rename Prompt</source>
        <translation>Prompt umbenennen</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Predictors are named after it; those that used the old name will not find it.</source>
        <translation>Prädiktoren heißen nach ihm; wer den alten Namen verwendet hat, findet ihn nicht mehr.</translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation>&amp;Titel:</translation>
    </message>
    <message>
        <source>Rename the prompt %1 to %2</source>
        <translation>Prompt %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Deleted %1; Undo brings it back.</source>
        <translation>%1 gelöscht; Rückgängig holt ihn zurück.</translation>
    </message>
    <message>
        <source>Save Version</source>
        <translation>Version speichern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Version %1 stays as it is now, and results keep to it.</source>
        <translation>Version %1 bleibt, wie sie jetzt ist, und Ergebnisse halten sich an sie.</translation>
    </message>
    <message>
        <source>N&amp;ote:</source>
        <translation>N&amp;otiz:</translation>
    </message>
    <message>
        <source>Saved version %1 of %2.</source>
        <translation>Version %1 von %2 gespeichert.</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>Imported %1 as %2.</source>
        <translation>%1 als %2 importiert.</translation>
    </message>
    <message>
        <source>Import Prompts</source>
        <translation>Prompts importieren</translation>
    </message>
    <message>
        <source>Export Prompt</source>
        <translation>Prompt exportieren</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert in %1</translation>
    </message>
    <message>
        <source>The unsaved edits of the prompt %1 cannot be read: %2</source>
        <translation>Die nicht gespeicherten Änderungen des Prompts %1 sind nicht lesbar: %2</translation>
    </message>
    <message>
        <source>&amp;New prompt</source>
        <translation>&amp;Neuer Prompt</translation>
    </message>
    <message>
        <source>E&amp;dit a copy of the prompt</source>
        <translation>&amp;Kopie des Prompts bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Save a version of the prompt...</source>
        <translation>Ver&amp;sion des Prompts speichern...</translation>
    </message>
    <message>
        <source>Dis&amp;card the prompt&apos;s edits</source>
        <translation>Änderungen des Prompts ver&amp;werfen</translation>
    </message>
    <message>
        <source>&amp;Take the version up again</source>
        <translation>Version wieder &amp;aufnehmen</translation>
    </message>
    <message>
        <source>Rena&amp;me the prompt...</source>
        <translation>Prompt um&amp;benennen...</translation>
    </message>
    <message>
        <source>De&amp;lete the prompt</source>
        <translation>Prompt &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Import prompts...</source>
        <translation>Prompts &amp;importieren...</translation>
    </message>
    <message>
        <source>&amp;Export the prompt...</source>
        <translation>Prompt &amp;exportieren...</translation>
    </message>
    <message>
        <source>Com&amp;pare prompts...</source>
        <translation>Prompts ver&amp;gleichen...</translation>
    </message>
    <message>
        <source>Cop&amp;y the text that is sent</source>
        <translation>Gesendeten &amp;Text kopieren</translation>
    </message>
    <message>
        <source>Try on &amp;one architecture</source>
        <translation>An einer Architektur aus&amp;probieren</translation>
    </message>
    <message>
        <source>&amp;Run on a set...</source>
        <translation>&amp;Menge befragen...</translation>
    </message>
    <message>
        <source>The prompt cannot be sent yet; what hinders it stands above its text.</source>
        <translation>Der Prompt kann noch nicht gesendet werden; was ihn hindert, steht über seinem Text.</translation>
    </message>
</context>
<context>
    <name>auspex::ProviderForm</name>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>In specs and on command lines: llm:ID/MODEL</source>
        <translation>In Prädiktornamen und auf Befehlszeilen: llm:KENNUNG/MODELL</translation>
    </message>
    <message>
        <source>OpenAI and compatible</source>
        <translation>OpenAI und Kompatible</translation>
    </message>
    <message>
        <source>Azure OpenAI, classic</source>
        <translation>Azure OpenAI, klassisch</translation>
    </message>
    <message>
        <source>Anthropic</source>
        <translation>Anthropic</translation>
    </message>
    <message>
        <source>allow &amp;unencrypted http to another machine</source>
        <translation>&amp;unverschlüsseltes HTTP zu einem anderen Rechner erlauben</translation>
    </message>
    <message>
        <source>Prompts, answers and the key can then be read on the way</source>
        <translation>Prompts, Antworten und der Schlüssel sind dann unterwegs lesbar</translation>
    </message>
    <message>
        <source>takes &amp;batch jobs, at half the price</source>
        <translation>nimmt Sta&amp;pelaufträge, zum halben Preis</translation>
    </message>
    <message>
        <source>as the service says</source>
        <translation>wie der Dienst es sagt</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>geschätzt</translation>
    </message>
    <message>
        <source>by llama.cpp&apos;s tokenizer</source>
        <translation>mit dem Tokenizer von llama.cpp</translation>
    </message>
    <message>
        <source>by Anthropic&apos;s counter</source>
        <translation>mit dem Zähler von Anthropic</translation>
    </message>
    <message>
        <source>&amp;Test the connection</source>
        <translation>Verbindung &amp;testen</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Id:</source>
        <translation>&amp;Kennung:</translation>
    </message>
    <message>
        <source>Inter&amp;face:</source>
        <translation>Schni&amp;ttstelle:</translation>
    </message>
    <message>
        <source>Addr&amp;ess:</source>
        <translation>A&amp;dresse:</translation>
    </message>
    <message>
        <source>API &amp;version:</source>
        <translation>API-&amp;Version:</translation>
    </message>
    <message>
        <source>Re&amp;quests at once:</source>
        <translation>An&amp;fragen zugleich:</translation>
    </message>
    <message>
        <source>Requests a &amp;minute:</source>
        <translation>Anfragen je &amp;Minute:</translation>
    </message>
    <message>
        <source>To&amp;kens are counted:</source>
        <translation>T&amp;oken werden gezählt:</translation>
    </message>
    <message>
        <source>the service wants a &amp;key</source>
        <translation>der Dienst will einen &amp;Schlüssel</translation>
    </message>
    <message>
        <source>Use for this &amp;session</source>
        <translation>Für diese S&amp;itzung verwenden</translation>
    </message>
    <message>
        <source>Store in the key&amp;ring</source>
        <translation>Im Schlüssel&amp;bund ablegen</translation>
    </message>
    <message>
        <source>&amp;Forget the key</source>
        <translation>Schlüssel &amp;vergessen</translation>
    </message>
    <message>
        <source>&amp;Variable:</source>
        <translation>V&amp;ariable:</translation>
    </message>
    <message>
        <source>The environment variable that may hold the key; it is asked when the keyring has none.</source>
        <translation>Die Umgebungsvariable, die den Schlüssel enthalten kann; sie wird gefragt, wenn der Schlüsselbund keinen hat.</translation>
    </message>
    <message>
        <source>Now:</source>
        <translation>Jetzt:</translation>
    </message>
    <message>
        <source>&amp;New key:</source>
        <translation>&amp;Neuer Schlüssel:</translation>
    </message>
    <message>
        <source>What is entered here takes effect at once and is not shown again. It is sent to the service&apos;s address alone, and never written to a workspace, a log or an export.</source>
        <translation>Was hier eingegeben wird, gilt sofort und wird nicht wieder gezeigt. Es geht allein an die Adresse des Dienstes und wird nie in einen Arbeitsbereich, ein Protokoll oder einen Export geschrieben.</translation>
    </message>
    <message>
        <source>The key is used as long as the program runs.</source>
        <translation>Der Schlüssel wird verwendet, solange das Programm läuft.</translation>
    </message>
    <message>
        <source>Storing the key...</source>
        <translation>Der Schlüssel wird abgelegt...</translation>
    </message>
    <message>
        <source>The key was stored.</source>
        <translation>Der Schlüssel wurde abgelegt.</translation>
    </message>
    <message>
        <source>The key was forgotten.</source>
        <translation>Der Schlüssel wurde vergessen.</translation>
    </message>
    <message>
        <source>Asking the service for its models...</source>
        <translation>Der Dienst wird nach seinen Modellen gefragt...</translation>
    </message>
    <message numerus="yes">
        <source>It answered in %1 and offers %n model(s).</source>
        <translation>
            <numerusform>Er hat nach %1 geantwortet und bietet %n Modell an.</numerusform>
            <numerusform>Er hat nach %1 geantwortet und bietet %n Modelle an.</numerusform>
        </translation>
    </message>
    <message>
        <source>Offered where a model is chosen, separated by commas</source>
        <translation>Wird angeboten, wo ein Modell gewählt wird; durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Models with switches of their own</source>
        <translation>Modelle mit eigenen Schaltern</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Suggested:</source>
        <translation>&amp;Vorschläge:</translation>
    </message>
    <message>
        <source>S&amp;witches for:</source>
        <translation>&amp;Schalter für:</translation>
    </message>
    <message>
        <source>Model &amp;name:</source>
        <translation>Modell&amp;name:</translation>
    </message>
    <message>
        <source>every other model</source>
        <translation>jedes andere Modell</translation>
    </message>
    <message>
        <source>runs on a machine of &amp;yours: calls cost nothing</source>
        <translation>läuft auf einem ei&amp;genen Rechner: Aufrufe kosten nichts</translation>
    </message>
    <message>
        <source>Its switches</source>
        <translation>Seine Schalter</translation>
    </message>
</context>
<context>
    <name>auspex::ProvidersDialog</name>
    <message>
        <source>Providers and Keys</source>
        <translation>Anbieter und Schlüssel</translation>
    </message>
    <message>
        <source>Save p&amp;roviders</source>
        <translation>Anbieter &amp;speichern</translation>
    </message>
    <message>
        <source>&amp;Providers</source>
        <translation>&amp;Anbieter</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>%1 (own)</source>
        <translation>%1 (eigener)</translation>
    </message>
    <message>
        <source>%1 (changed)</source>
        <translation>%1 (geändert)</translation>
    </message>
    <message>
        <source>Own service</source>
        <translation>Eigener Dienst</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <translation>Kopie von %1</translation>
    </message>
    <message>
        <source>Give the provider %1 a name.</source>
        <translation>Dem Anbieter %1 einen Namen geben.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Two providers have the id %1; give one of them another.</source>
        <translation>Zwei Anbieter haben die Kennung %1; einem von ihnen eine andere geben.</translation>
    </message>
    <message>
        <source>Restore the preset</source>
        <translation>Vorgabe wiederherstellen</translation>
    </message>
</context>
<context>
    <name>auspex::RecentList</name>
    <message>
        <source>today, %1</source>
        <translation>heute, %1</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>Recent workspaces</source>
        <translation>Letzte Arbeitsbereiche</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>%1 does not exist any more.</source>
        <translation>%1 gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>%1 in %2, %3</source>
        <comment>a workspace&apos;s name, its folder, when it was opened</comment>
        <translation>%1 in %2, %3</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
</context>
<context>
    <name>auspex::RecordModel</name>
    <message>
        <source>%1 demonstration</source>
        <comment>a split&apos;s name</comment>
        <translation>%1 Demonstration</translation>
    </message>
    <message>
        <source>%1 test</source>
        <comment>a split&apos;s name</comment>
        <translation>%1 Test</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>The architecture&apos;s number in the task</source>
        <translation>Die Nummer der Architektur in der Aufgabe</translation>
    </message>
    <message>
        <source>TFS %1</source>
        <translation>TFS %1</translation>
    </message>
    <message>
        <source>%1 of the network trained from scratch</source>
        <translation>%1 des von Grund auf trainierten Netzes</translation>
    </message>
    <message>
        <source>The data have no such score for this architecture.</source>
        <translation>Die Daten enthalten keinen solchen Wert für diese Architektur.</translation>
    </message>
    <message>
        <source>%1 that %2 gives the architecture, as the data record it</source>
        <translation>%1, das %2 der Architektur zuschreibt, wie in den Daten aufgezeichnet</translation>
    </message>
    <message>
        <source>%1 has no recorded %2 for this architecture.</source>
        <translation>%1 hat für diese Architektur kein aufgezeichnetes %2.</translation>
    </message>
    <message>
        <source>Latency (ms)</source>
        <translation>Latenz (ms)</translation>
    </message>
    <message>
        <source>Milliseconds, as the data record them</source>
        <translation>Millisekunden, wie in den Daten aufgezeichnet</translation>
    </message>
    <message>
        <source>The data have no latency for this architecture.</source>
        <translation>Die Daten enthalten keine Latenz für diese Architektur.</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>Aufteilungen</translation>
    </message>
    <message>
        <source>The splits that show the architecture as a demonstration, or judge on it</source>
        <translation>Die Aufteilungen, die die Architektur als Demonstration zeigen oder an ihr beurteilen</translation>
    </message>
    <message>
        <source>The size of the task&apos;s vocabulary is not known.</source>
        <translation>Die Größe des Vokabulars der Aufgabe ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation>Decoderschichten</translation>
    </message>
    <message>
        <source>Number of decoder layers</source>
        <translation>Anzahl der Decoderschichten</translation>
    </message>
    <message>
        <source>Enc. width</source>
        <translation>Enc.-Breite</translation>
    </message>
    <message>
        <source>The encoder&apos;s embedding dimension</source>
        <translation>Die Embedding-Dimension des Encoders</translation>
    </message>
    <message>
        <source>Dec. width</source>
        <translation>Dec.-Breite</translation>
    </message>
    <message>
        <source>The decoder&apos;s embedding dimension</source>
        <translation>Die Embedding-Dimension des Decoders</translation>
    </message>
    <message>
        <source>GFLOPs</source>
        <translation>GFLOPs</translation>
    </message>
    <message numerus="yes">
        <source>Operations for one sentence of %n tokens, with the output layer</source>
        <translation>
            <numerusform>Operationen für einen Satz von %n Token, mit der Ausgabeschicht</numerusform>
            <numerusform>Operationen für einen Satz von %n Token, mit der Ausgabeschicht</numerusform>
        </translation>
    </message>
    <message>
        <source>GFLOPs w/o output</source>
        <translation>GFLOPs ohne Ausgabe</translation>
    </message>
    <message numerus="yes">
        <source>Operations for one sentence of %n tokens, without the output layer</source>
        <translation>
            <numerusform>Operationen für einen Satz von %n Token, ohne die Ausgabeschicht</numerusform>
            <numerusform>Operationen für einen Satz von %n Token, ohne die Ausgabeschicht</numerusform>
        </translation>
    </message>
    <message>
        <source>Parameters (M)</source>
        <translation>Parameter (Mio.)</translation>
    </message>
    <message>
        <source>Millions of parameters, embeddings among them</source>
        <translation>Millionen Parameter, Embeddings eingeschlossen</translation>
    </message>
    <message>
        <source>Architectures of %1</source>
        <translation>Architekturen von %1</translation>
    </message>
</context>
<context>
    <name>auspex::RecordTable</name>
    <message>
        <source>&amp;Recorded scores for</source>
        <translation>Aufge&amp;zeichnete Werte für</translation>
    </message>
    <message>
        <source>Filter architectures</source>
        <translation>Architekturen filtern</translation>
    </message>
    <message>
        <source>The target whose recorded scores the table shows</source>
        <translation>Die Zielgröße, deren aufgezeichnete Werte die Tabelle zeigt</translation>
    </message>
    <message>
        <source>Architectures of the task</source>
        <translation>Architekturen der Aufgabe</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n architecture(s)</source>
        <translation>
            <numerusform>%n Architektur</numerusform>
            <numerusform>%n Architekturen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n architecture(s)</source>
        <translation>
            <numerusform>%1 von %n Architektur</numerusform>
            <numerusform>%1 von %n Architekturen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::RenderedPane</name>
    <message>
        <source>What is sent</source>
        <translation>Was gesendet wird</translation>
    </message>
    <message>
        <source>Import examples...</source>
        <translation>Beispiele importieren...</translation>
    </message>
    <message>
        <source>Import TFS-Eval...</source>
        <translation>TFS-Eval importieren...</translation>
    </message>
</context>
<context>
    <name>auspex::RunCommands</name>
    <message numerus="yes">
        <source>Remove %n LLM run(s)</source>
        <translation>
            <numerusform>%n LLM-Lauf entfernen</numerusform>
            <numerusform>%n LLM-Läufe entfernen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::RunModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Batch job %1, asked about at %2</source>
        <translation>Stapelauftrag %1, zuletzt geprüft %2</translation>
    </message>
    <message>
        <source>Usable answers: %1
Answers without a number: %2
Failed: %3
Answered from the workspace: %4
Requests sent: %5
In flight: %6</source>
        <translation>Brauchbare Antworten: %1
Antworten ohne Zahl: %2
Gescheitert: %3
Aus dem Arbeitsbereich beantwortet: %4
Gesendete Anfragen: %5
Unterwegs: %6</translation>
    </message>
    <message>
        <source>%1 tokens of prompts, %2 tokens of answers</source>
        <translation>%1 Token in Prompts, %2 Token in Antworten</translation>
    </message>
    <message>
        <source>The price of the model is not known; enter it in the price list.</source>
        <translation>Der Preis des Modells ist nicht bekannt; ihn in die Preisliste eintragen.</translation>
    </message>
    <message>
        <source>Attempts that failed, those that went well when tried again included</source>
        <translation>Gescheiterte Versuche, auch jene, die beim Wiederholen gelangen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Predictor</source>
        <translation>Prädiktor</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Aufbewahrt</translation>
    </message>
    <message>
        <source>Calls outside of runs</source>
        <translation>Aufrufe außerhalb von Läufen</translation>
    </message>
    <message>
        <source>Of the command line, of trials, and of runs that were removed</source>
        <translation>Von der Befehlszeile, von Versuchen und von entfernten Läufen</translation>
    </message>
</context>
<context>
    <name>auspex::SearchCostDialog</name>
    <message>
        <source>Cost of Searches</source>
        <translation>Kosten von Suchen</translation>
    </message>
    <message>
        <source>&amp;Provider:</source>
        <translation>&amp;Anbieter:</translation>
    </message>
    <message>
        <source>&amp;Model:</source>
        <translation>&amp;Modell:</translation>
    </message>
    <message>
        <source>&amp;Tokens of a prompt:</source>
        <translation>&amp;Token eines Prompts:</translation>
    </message>
    <message>
        <source>Tokens of an &amp;answer:</source>
        <translation>Tok&amp;en einer Antwort:</translation>
    </message>
    <message>
        <source>&amp;Candidates of a search:</source>
        <translation>&amp;Kandidaten einer Suche:</translation>
    </message>
    <message>
        <source>&amp;Searches:</source>
        <translation>&amp;Suchen:</translation>
    </message>
    <message>
        <source>Predictions to &amp;distil:</source>
        <translation>Vorhersagen zum &amp;Destillieren:</translation>
    </message>
    <message>
        <source>One prediction:</source>
        <translation>Eine Vorhersage:</translation>
    </message>
    <message>
        <source>One search:</source>
        <translation>Eine Suche:</translation>
    </message>
    <message>
        <source>All searches:</source>
        <translation>Alle Suchen:</translation>
    </message>
    <message>
        <source>Distilled once:</source>
        <translation>Einmal destilliert:</translation>
    </message>
    <message>
        <source>Reset to the paper&apos;s values</source>
        <translation>Auf die Werte des Aufsatzes zurücksetzen</translation>
    </message>
    <message>
        <source>all searches cost %1 times as much</source>
        <translation>alle Suchen kosten %1-mal so viel</translation>
    </message>
    <message>
        <source>Price of %1 as of %2, from %3.</source>
        <translation>Preis von %1, Stand %2, aus %3.</translation>
    </message>
    <message>
        <source>the price list</source>
        <translation>der Preisliste</translation>
    </message>
    <message>
        <source>The price of this model is not known; enter it in the price list.</source>
        <translation>Der Preis dieses Modells ist nicht bekannt; ihn in die Preisliste eintragen.</translation>
    </message>
</context>
<context>
    <name>auspex::SegmentsForm</name>
    <message>
        <source>Codes or model</source>
        <translation>Codes oder Modell</translation>
    </message>
    <message>
        <source>Codes or model of the target</source>
        <translation>Codes oder Modell der Zielsprache</translation>
    </message>
    <message>
        <source>&amp;One dictionary for both languages</source>
        <translation>Ein Wörterbu&amp;ch für beide Sprachen</translation>
    </message>
    <message>
        <source>Dictionary</source>
        <translation>Wörterbuch</translation>
    </message>
    <message>
        <source>Dictionaries (dict*.txt);;All files (*)</source>
        <translation>Wörterbücher (dict*.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Dictionary of the target</source>
        <translation>Wörterbuch der Zielsprache</translation>
    </message>
    <message>
        <source>Words, as the texts have them</source>
        <translation>Wörter, wie sie in den Texten stehen</translation>
    </message>
    <message>
        <source>Parts of words by BPE codes (subword-nmt)</source>
        <translation>Wortteile durch BPE-Codes (subword-nmt)</translation>
    </message>
    <message>
        <source>Pieces of a SentencePiece model</source>
        <translation>Stücke eines SentencePiece-Modells</translation>
    </message>
    <message>
        <source>Pieces of a SentencePiece model to be trained</source>
        <translation>Stücke eines noch zu trainierenden SentencePiece-Modells</translation>
    </message>
    <message>
        <source>The same for both languages</source>
        <translation>Für beide Sprachen dasselbe</translation>
    </message>
    <message>
        <source>Unigram</source>
        <translation>Unigramm</translation>
    </message>
    <message>
        <source>BPE</source>
        <translation>BPE</translation>
    </message>
    <message>
        <source>Then the embeddings of both languages can be shared</source>
        <translation>Dann können beide Sprachen ihre Einbettungen teilen</translation>
    </message>
    <message>
        <source>Symbols that are rarer in the training texts are unknown</source>
        <translation>Symbole, die in den Trainingstexten seltener sind, gelten als unbekannt</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>None: made of the training texts</source>
        <translation>Keines: aus den Trainingstexten</translation>
    </message>
    <message>
        <source>A dict.txt of fairseq, where a supernet needs that very one</source>
        <translation>Eine dict.txt von fairseq, wenn ein Supernetz genau diese braucht</translation>
    </message>
    <message>
        <source>To&amp;kens are:</source>
        <translation>Token s&amp;ind:</translation>
    </message>
    <message>
        <source>&amp;Pieces:</source>
        <translation>Stü&amp;cke:</translation>
    </message>
    <message>
        <source>T&amp;ype of model:</source>
        <translation>Modellt&amp;yp:</translation>
    </message>
    <message>
        <source>&amp;Dictionary:</source>
        <translation>Wörterb&amp;uch:</translation>
    </message>
    <message>
        <source>Least co&amp;unt:</source>
        <translation>Min&amp;destanzahl:</translation>
    </message>
    <message>
        <source>Pat&amp;h:</source>
        <translation>&amp;Pfad:</translation>
    </message>
    <message>
        <source>Path for t&amp;arget:</source>
        <translation>Pf&amp;ad für Ziel:</translation>
    </message>
    <message>
        <source>Dictionary of tar&amp;get:</source>
        <translation>Wörterbuch für Zie&amp;l:</translation>
    </message>
    <message>
        <source>Most sym&amp;bols:</source>
        <translation>&amp;Höchstens Symbole:</translation>
    </message>
</context>
<context>
    <name>auspex::SentenceModel</name>
    <message>
        <source>The line in the texts, without those that were left out</source>
        <translation>Die Zeile in den Texten, ohne die ausgelassenen</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Source (%1)</source>
        <translation>Quelle (%1)</translation>
    </message>
    <message>
        <source>Target (%1)</source>
        <translation>Ziel (%1)</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <comment>of a language</comment>
        <translation>Token (%1)</translation>
    </message>
</context>
<context>
    <name>auspex::SentenceTable</name>
    <message>
        <source>Show to&amp;kens</source>
        <translation>To&amp;ken zeigen</translation>
    </message>
    <message>
        <source>Search sentences</source>
        <translation>Sätze durchsuchen</translation>
    </message>
    <message>
        <source>The symbols that a model reads, instead of the text</source>
        <translation>Die Symbole, die ein Modell liest, statt des Textes</translation>
    </message>
    <message>
        <source>Sp&amp;lit</source>
        <translation>Auftei&amp;lung</translation>
    </message>
    <message>
        <source>Sentences of the corpus</source>
        <translation>Sätze des Korpus</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>Wird gelesen...</translation>
    </message>
    <message>
        <source>Searching...</source>
        <translation>Wird gesucht...</translation>
    </message>
    <message numerus="yes">
        <source>the first %1 matches in %Ln sentence(s)</source>
        <translation>
            <numerusform>die ersten %1 Treffer in %Ln Satz</numerusform>
            <numerusform>die ersten %1 Treffer in %Ln Sätzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln Satz</numerusform>
            <numerusform>%Ln Sätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln sentence(s)</source>
        <translation>
            <numerusform>%1 von %Ln Satz</numerusform>
            <numerusform>%1 von %Ln Sätzen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::Session</name>
    <message>
        <source>reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>importing %1</source>
        <translation>%1 wird importiert</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Es wurde nichts importiert.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing new: the workspace has all %n files already.</source>
        <translation>
            <numerusform>Nichts Neues: Der Arbeitsbereich enthält die %n Datei bereits.</numerusform>
            <numerusform>Nichts Neues: Der Arbeitsbereich enthält alle %n Dateien bereits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n new architectures</source>
        <translation>
            <numerusform>Importiert: %n neue Architektur</numerusform>
            <numerusform>Importiert: %n neue Architekturen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for %n tasks</source>
        <translation>
            <numerusform>für %n Aufgabe</numerusform>
            <numerusform>für %n Aufgaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %n files.</source>
        <translation>
            <numerusform>aus %n Datei.</numerusform>
            <numerusform>aus %n Dateien.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things could not be used.</source>
        <translation>
            <numerusform>%n Angabe war nicht zu verwenden.</numerusform>
            <numerusform>%n Angaben waren nicht zu verwenden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>No workspace is open; open or create one before importing.</source>
        <translation>Es ist kein Arbeitsbereich offen; vor dem Importieren einen öffnen oder anlegen.</translation>
    </message>
</context>
<context>
    <name>auspex::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>auspex::StatisticsView</name>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>Typen</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Wortschatz</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Mean length</source>
        <translation>Mittlere Länge</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längster</translation>
    </message>
    <message>
        <source>Length (tokens)</source>
        <translation>Länge (Token)</translation>
    </message>
    <message>
        <source>The split has no sentences.</source>
        <translation>Die Aufteilung hat keine Sätze.</translation>
    </message>
    <message>
        <source>Len&amp;gths in</source>
        <translation>Län&amp;gen in</translation>
    </message>
    <message>
        <source>Statistics of the corpus</source>
        <translation>Statistik des Korpus</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Tokens are being counted.</source>
        <translation>Token werden gezählt.</translation>
    </message>
</context>
<context>
    <name>auspex::StudioRendering</name>
    <message>
        <source>(task)</source>
        <translation>(Aufgabe)</translation>
    </message>
    <message>
        <source>(source language)</source>
        <translation>(Quellsprache)</translation>
    </message>
    <message>
        <source>(target language)</source>
        <translation>(Zielsprache)</translation>
    </message>
    <message>
        <source>(score)</source>
        <translation>(Wert)</translation>
    </message>
    <message>
        <source>(source sentence)</source>
        <translation>(Quellsatz)</translation>
    </message>
    <message>
        <source>(target sentence)</source>
        <translation>(Zielsatz)</translation>
    </message>
    <message>
        <source>There is no architecture to ask about: choose a task that has some.</source>
        <translation>Es gibt keine Architektur, nach der gefragt werden kann: Eine Aufgabe wählen, die welche hat.</translation>
    </message>
    <message>
        <source>This cannot be sent before the problem below the editor is mended.</source>
        <translation>So kann er nicht gesendet werden: Zuerst das Problem unter dem Text beheben.</translation>
    </message>
</context>
<context>
    <name>auspex::StudioState</name>
    <message>
        <source>Rename the prompt %1 to %2</source>
        <translation>Prompt %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Delete the prompt %1</source>
        <translation>Prompt %1 löschen</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Give the prompt a name.</source>
        <translation>Dem Prompt einen Namen geben.</translation>
    </message>
    <message>
        <source>A prompt&apos;s name has none of / @ : ? in it, for it is part of what predictors are called.</source>
        <translation>Im Namen eines Prompts steht keines der Zeichen / @ : ?, denn er ist Teil des Namens von Prädiktoren.</translation>
    </message>
    <message>
        <source>%1 is a prompt that comes with the program; choose another name.</source>
        <translation>%1 ist ein mitgelieferter Prompt; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>There is a prompt %1 already; choose another name.</source>
        <translation>Es gibt schon einen Prompt %1; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>A prompt %1 was deleted, and results still go by that name; choose another one.</source>
        <translation>Ein Prompt %1 wurde gelöscht, und Ergebnisse tragen noch diesen Namen; einen anderen wählen.</translation>
    </message>
    <message>
        <source>Open or create a workspace first.</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder anlegen.</translation>
    </message>
    <message>
        <source>This prompt comes with the program and stays as it is; edit a copy of it.</source>
        <translation>Dieser Prompt ist mitgeliefert und bleibt, wie er ist; eine Kopie davon bearbeiten.</translation>
    </message>
    <message>
        <source>Version %1 stays as it was saved; edit the newest one, or take this one up again.</source>
        <translation>Version %1 bleibt, wie sie gespeichert wurde; die neueste bearbeiten oder diese wieder aufnehmen.</translation>
    </message>
    <message>
        <source>Delete text in %1</source>
        <translation>Text in %1 löschen</translation>
    </message>
    <message>
        <source>Type in %1</source>
        <translation>In %1 schreiben</translation>
    </message>
</context>
<context>
    <name>auspex::SubnetView</name>
    <message>
        <source>Subnet</source>
        <translation>Subnetz</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>NLL</source>
        <translation>NLL</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>Loss is from</source>
        <translation>Loss stammt</translation>
    </message>
    <message>
        <source>the workspace</source>
        <translation>aus dem Arbeitsbereich</translation>
    </message>
    <message>
        <source>now</source>
        <translation>von jetzt</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>First subnet&apos;s</source>
        <translation>Erstes Subnetz</translation>
    </message>
    <message>
        <source>Second subnet&apos;s</source>
        <translation>Zweites Subnetz</translation>
    </message>
    <message>
        <source>Score difference</source>
        <translation>Unterschied der Bewertung</translation>
    </message>
    <message>
        <source>weight sharing (HAT)</source>
        <translation>geteilte Gewichte (HAT)</translation>
    </message>
    <message>
        <source>layer-wise mixture</source>
        <translation>schichtweise Mischung</translation>
    </message>
    <message>
        <source>neuron-wise mixture</source>
        <translation>neuronweise Mischung</translation>
    </message>
    <message>
        <source>File with architectures</source>
        <translation>Datei mit Architekturen</translation>
    </message>
    <message>
        <source>Architectures (*.json *.jsonl *.yml);;All files (*)</source>
        <translation>Architekturen (*.json *.jsonl *.yml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>with &amp;BLEU</source>
        <translation>mit &amp;BLEU</translation>
    </message>
    <message>
        <source>Scores of subnets</source>
        <translation>Bewertungen der Subnetze</translation>
    </message>
    <message>
        <source>Translations</source>
        <translation>Übersetzungen</translation>
    </message>
    <message>
        <source>&amp;Score subnets</source>
        <translation>Subnetze be&amp;werten</translation>
    </message>
    <message>
        <source>Computes what is not known yet, and shows all scores</source>
        <translation>Berechnet, was noch nicht bekannt ist, und zeigt alle Bewertungen</translation>
    </message>
    <message>
        <source>&amp;Translate</source>
        <translation>Über&amp;setzen</translation>
    </message>
    <message>
        <source>Translates with the selected subnet, or compares two</source>
        <translation>Übersetzt mit dem ausgewählten Subnetz oder vergleicht zwei</translation>
    </message>
    <message>
        <source>Save the su&amp;bnet...</source>
        <translation>Subnetz spei&amp;chern...</translation>
    </message>
    <message>
        <source>Writes the selected subnet as a model of its own, a safetensors file</source>
        <translation>Schreibt das ausgewählte Subnetz als eigenes Modell, eine safetensors-Datei</translation>
    </message>
    <message>
        <source>Save the Subnet</source>
        <translation>Subnetz speichern</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>Gewichte (*.safetensors)</translation>
    </message>
    <message>
        <source>&amp;Export the table...</source>
        <translation>&amp;Tabelle exportieren...</translation>
    </message>
    <message>
        <source>Saves the table that was used last, scores or translations</source>
        <translation>Speichert die zuletzt benutzte Tabelle, Bewertungen oder Übersetzungen</translation>
    </message>
    <message>
        <source>Translates every sentence with every subnet, which takes longer</source>
        <translation>Übersetzt jeden Satz mit jedem Subnetz, was länger dauert</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>&amp;Number</source>
        <translation>&amp;Anzahl</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>Sta&amp;rtwert</translation>
    </message>
    <message>
        <source>S&amp;ubnets</source>
        <translation>S&amp;ubnetze</translation>
    </message>
    <message>
        <source>Sp&amp;lit</source>
        <translation>Auftei&amp;lung</translation>
    </message>
    <message>
        <source>Senten&amp;ces</source>
        <translation>Sät&amp;ze</translation>
    </message>
    <message>
        <source>&amp;Copy the table</source>
        <translation>Tabelle k&amp;opieren</translation>
    </message>
    <message>
        <source>space %1</source>
        <translation>Raum %1</translation>
    </message>
    <message>
        <source>space not known</source>
        <translation>Raum nicht bekannt</translation>
    </message>
    <message>
        <source>corpus %1</source>
        <translation>Korpus %1</translation>
    </message>
    <message>
        <source>no corpus</source>
        <translation>kein Korpus</translation>
    </message>
    <message>
        <source>vocabularies %1 and %2</source>
        <translation>Vokabulare %1 und %2</translation>
    </message>
    <message>
        <source>up to %1 parameters without embeddings</source>
        <translation>bis zu %1 Parameter ohne Embeddings</translation>
    </message>
    <message>
        <source>trained here</source>
        <translation>hier trainiert</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>weights %1</source>
        <translation>Gewichte %1</translation>
    </message>
    <message>
        <source>Largest and smallest</source>
        <translation>Größtes und kleinstes</translation>
    </message>
    <message>
        <source>Random sample</source>
        <translation>Zufallsstichprobe</translation>
    </message>
    <message>
        <source>Task %1</source>
        <translation>Aufgabe %1</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>Aus einer Datei</translation>
    </message>
    <message>
        <source>There is no supernet yet</source>
        <translation>Noch gibt es kein Supernetz</translation>
    </message>
    <message>
        <source>Wait for the job that runs, or cancel it</source>
        <translation>Den laufenden Auftrag abwarten oder abbrechen</translation>
    </message>
    <message>
        <source>Choose a file with architectures first</source>
        <translation>Zuerst eine Datei mit Architekturen auswählen</translation>
    </message>
    <message>
        <source>Select a subnet in the table first</source>
        <translation>Zuerst ein Subnetz in der Tabelle auswählen</translation>
    </message>
    <message>
        <source>Select one subnet, or two to compare, in the table first</source>
        <translation>Zuerst in der Tabelle ein Subnetz auswählen, oder zwei zum Vergleich</translation>
    </message>
    <message>
        <source>There are no scores yet</source>
        <translation>Noch gibt es keine Bewertungen</translation>
    </message>
    <message>
        <source>Score subnets of %1</source>
        <translation>Subnetze von %1 bewerten</translation>
    </message>
    <message>
        <source>Translate with %1</source>
        <translation>Mit %1 übersetzen</translation>
    </message>
    <message>
        <source>Save a subnet of %1</source>
        <translation>Ein Subnetz von %1 speichern</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert in %1</translation>
    </message>
    <message>
        <source>Score subnets to see their loss, perplexity and BLEU here. What was scored before is known and takes no time.</source>
        <translation>Bewerten Sie Subnetze, dann stehen hier ihr Verlust, ihre Perplexität und ihr BLEU. Was schon bewertet wurde, ist bekannt und kostet keine Zeit.</translation>
    </message>
</context>
<context>
    <name>auspex::SupernetImportDialog</name>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Weights (*.pt *.safetensors);;All files (*)</source>
        <translation>Gewichte (*.pt *.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>JSON document with the sizes</source>
        <translation>JSON-Dokument mit den Größen</translation>
    </message>
    <message>
        <source>JSON (*.json);;All files (*)</source>
        <translation>JSON (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import Supernet</source>
        <translation>Supernetz importieren</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Those of the space and the corpus&apos;s dictionaries</source>
        <translation>Die des Suchraums und der Wörterbücher des Korpus</translation>
    </message>
    <message>
        <source>Stated by a JSON document</source>
        <translation>Ein JSON-Dokument gibt sie an</translation>
    </message>
    <message>
        <source>HAT: one weight-sharing network</source>
        <translation>HAT: ein Netz mit geteilten Gewichten</translation>
    </message>
    <message>
        <source>Layer-wise mixture of supernets</source>
        <translation>Schichtweise Mischung von Supernetzen</translation>
    </message>
    <message>
        <source>Neuron-wise mixture of supernets</source>
        <translation>Neuronweise Mischung von Supernetzen</translation>
    </message>
    <message>
        <source>&amp;Weights:</source>
        <translation>Ge&amp;wichte:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Search space:</source>
        <translation>&amp;Suchraum:</translation>
    </message>
    <message>
        <source>&amp;Corpus:</source>
        <translation>&amp;Korpus:</translation>
    </message>
    <message>
        <source>Si&amp;zes:</source>
        <translation>&amp;Größen:</translation>
    </message>
    <message>
        <source>&amp;Kind:</source>
        <translation>Ar&amp;t:</translation>
    </message>
    <message>
        <source>&amp;JSON document:</source>
        <translation>&amp;JSON-Dokument:</translation>
    </message>
    <message>
        <source>Choose the file with the weights.</source>
        <translation>Die Datei mit den Gewichten auswählen.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Die Datei %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Give the supernet a name.</source>
        <translation>Dem Supernetz einen Namen geben.</translation>
    </message>
    <message>
        <source>The workspace has a supernet %1 already; choose another name.</source>
        <translation>Der Arbeitsbereich hat schon ein Supernetz %1; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Choose the JSON document with the sizes.</source>
        <translation>Das JSON-Dokument mit den Größen auswählen.</translation>
    </message>
    <message>
        <source>Choose the search space and the corpus, from which the sizes follow.</source>
        <translation>Suchraum und Korpus auswählen, aus denen die Größen folgen.</translation>
    </message>
</context>
<context>
    <name>auspex::SupernetsPanel</name>
    <message>
        <source>Import supernet %1</source>
        <translation>Supernetz %1 importieren</translation>
    </message>
    <message>
        <source>Remove supernet %1</source>
        <translation>Supernetz %1 entfernen</translation>
    </message>
    <message>
        <source>Rename supernet %1</source>
        <translation>Supernetz %1 umbenennen</translation>
    </message>
    <message>
        <source>&amp;Import supernet...</source>
        <translation>Supernetz &amp;importieren...</translation>
    </message>
    <message>
        <source>Takes the weights of a safetensors file or PyTorch checkpoint in</source>
        <translation>Übernimmt die Gewichte einer safetensors-Datei oder eines PyTorch-Checkpoints</translation>
    </message>
    <message>
        <source>&amp;Use in Judge</source>
        <translation>In &amp;Beurteilen verwenden</translation>
    </message>
    <message>
        <source>Compares the supernet&apos;s loss with the other predictors</source>
        <translation>Vergleicht den Loss des Supernetzes mit den anderen Prädiktoren</translation>
    </message>
    <message>
        <source>Re&amp;name...</source>
        <translation>&amp;Umbenennen...</translation>
    </message>
    <message>
        <source>Gives the supernet another name</source>
        <translation>Gibt dem Supernetz einen anderen Namen</translation>
    </message>
    <message>
        <source>Re&amp;move the supernet</source>
        <translation>Supernetz &amp;entfernen</translation>
    </message>
    <message>
        <source>Takes the supernet off the list; its weights and scores stay</source>
        <translation>Nimmt das Supernetz von der Liste; seine Gewichte und Bewertungen bleiben</translation>
    </message>
    <message>
        <source>There is no supernet yet: import weights, and score the subnets that share them.</source>
        <translation>Noch gibt es kein Supernetz: Gewichte importieren und die Subnetze bewerten, die sie teilen.</translation>
    </message>
    <message>
        <source>What a supernet is</source>
        <translation>Was ein Supernetz ist</translation>
    </message>
    <message>
        <source>Supe&amp;rnets</source>
        <translation>Super&amp;netze</translation>
    </message>
    <message>
        <source>Open or create a workspace first</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder anlegen</translation>
    </message>
    <message>
        <source>The workspace is read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt</translation>
    </message>
    <message>
        <source>There is no supernet yet</source>
        <translation>Noch gibt es kein Supernetz</translation>
    </message>
    <message>
        <source>Change the import...</source>
        <translation>Import ändern...</translation>
    </message>
    <message>
        <source>Opens the dialog with what was asked for</source>
        <translation>Öffnet den Dialog mit den Angaben dieses Imports</translation>
    </message>
    <message>
        <source>Give the supernet a name.</source>
        <translation>Dem Supernetz einen Namen geben.</translation>
    </message>
    <message>
        <source>The workspace has a supernet %1 already; choose another name.</source>
        <translation>Der Arbeitsbereich hat schon ein Supernetz %1; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Rename the Supernet</source>
        <translation>Supernetz umbenennen</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
</context>
<context>
    <name>auspex::SwitchesForm</name>
    <message>
        <source>takes a te&amp;mperature</source>
        <translation>nimmt eine Te&amp;mperatur</translation>
    </message>
    <message>
        <source>takes a se&amp;ed</source>
        <translation>nimmt einen Star&amp;twert</translation>
    </message>
    <message>
        <source>gives log pro&amp;babilities</source>
        <translation>gibt &amp;Log-Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>gives several a&amp;nswers to one request</source>
        <translation>gibt me&amp;hrere Antworten auf eine Anfrage</translation>
    </message>
    <message>
        <source>is to cac&amp;he the beginning of the prompt</source>
        <translation>soll den Anfang des Prompts &amp;zwischenspeichern</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>a JSON object</source>
        <translation>ein JSON-Objekt</translation>
    </message>
    <message>
        <source>JSON by a schema</source>
        <translation>JSON nach einem Schema</translation>
    </message>
    <message>
        <source>The model:</source>
        <translation>Das Modell:</translation>
    </message>
    <message>
        <source>Limit of &amp;tokens:</source>
        <translation>&amp;Grenze der Token:</translation>
    </message>
    <message>
        <source>Answers &amp;as:</source>
        <translation>Antworten &amp;als:</translation>
    </message>
    <message>
        <source>Fu&amp;rther members:</source>
        <translation>&amp;Weitere Felder:</translation>
    </message>
    <message>
        <source>The further members are no JSON object; write them as in {&quot;reasoning_effort&quot;: &quot;low&quot;}.</source>
        <translation>Die weiteren Felder sind kein JSON-Objekt; wie in {&quot;reasoning_effort&quot;: &quot;low&quot;} schreiben.</translation>
    </message>
</context>
<context>
    <name>auspex::TaskNameDialog</name>
    <message>
        <source>Rename Task</source>
        <translation>Aufgabe umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Give the task a name.</source>
        <translation>Der Aufgabe einen Namen geben.</translation>
    </message>
    <message>
        <source>There is a task %1 already; choose another name.</source>
        <translation>Eine Aufgabe %1 gibt es schon; einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>auspex::TaskPanel</name>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Describe the task</source>
        <translation>Aufgabe beschreiben</translation>
    </message>
    <message>
        <source>From:</source>
        <comment>a language</comment>
        <translation>Von:</translation>
    </message>
    <message>
        <source>Name the source language</source>
        <translation>Quellsprache nennen</translation>
    </message>
    <message>
        <source>To:</source>
        <comment>a language</comment>
        <translation>Nach:</translation>
    </message>
    <message>
        <source>Name the target language</source>
        <translation>Zielsprache nennen</translation>
    </message>
    <message>
        <source>Score:</source>
        <translation>Wert:</translation>
    </message>
    <message>
        <source>Name the score</source>
        <translation>Wert benennen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Efficiency:</source>
        <translation>Effizienz:</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Describes the task as its name in the workspace suggests</source>
        <translation>Beschreibt die Aufgabe so, wie ihr Name im Arbeitsbereich es nahelegt</translation>
    </message>
    <message>
        <source>Kept with the task, for all prompts.</source>
        <translation>Wird mit der Aufgabe aufbewahrt, für alle Prompts.</translation>
    </message>
    <message>
        <source>Choose the efficiency metric</source>
        <translation>Effizienzmaß wählen</translation>
    </message>
    <message>
        <source>Reset the task&apos;s description</source>
        <translation>Beschreibung der Aufgabe zurücksetzen</translation>
    </message>
</context>
<context>
    <name>auspex::TfsFileDialog</name>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Demonstrations</source>
        <translation>Demonstrationen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message numerus="yes">
        <source>%n architecture(s) with scores.</source>
        <translation>
            <numerusform>%n Architektur mit Werten.</numerusform>
            <numerusform>%n Architekturen mit Werten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) cannot be read:</source>
        <translation>
            <numerusform>%n Zeile ist nicht zu lesen:</numerusform>
            <numerusform>%n Zeilen sind nicht zu lesen:</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Task:</source>
        <translation>Au&amp;fgabe:</translation>
    </message>
    <message>
        <source>&amp;Split:</source>
        <translation>Auf&amp;teilung:</translation>
    </message>
    <message>
        <source>&amp;Role in the split:</source>
        <translation>&amp;Rolle in der Aufteilung:</translation>
    </message>
    <message>
        <source>Give the task a name.</source>
        <translation>Der Aufgabe einen Namen geben.</translation>
    </message>
</context>
<context>
    <name>auspex::TfsFolderDialog</name>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>demonstrations</source>
        <translation>Demonstrationen</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>Files that were found</source>
        <translation>Gefundene Dateien</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Architectures</source>
        <translation>Architekturen</translation>
    </message>
    <message>
        <source>Unreadable lines</source>
        <translation>Unlesbare Zeilen</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) found.</source>
        <translation>
            <numerusform>%n Datei gefunden.</numerusform>
            <numerusform>%n Dateien gefunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) cannot be read:</source>
        <translation>
            <numerusform>%n Zeile ist nicht zu lesen:</numerusform>
            <numerusform>%n Zeilen sind nicht zu lesen:</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
</context>
<context>
    <name>auspex::TrainingCenter</name>
    <message>
        <source>No workspace is open; open or create one first.</source>
        <translation>Kein Arbeitsbereich ist geöffnet; öffnen oder erstellen Sie zuerst einen.</translation>
    </message>
    <message>
        <source>A supernet %1 is being trained already; choose another name.</source>
        <translation>Ein Supernetz %1 wird schon trainiert; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>This workspace has no such training any more.</source>
        <translation>Dieser Arbeitsbereich hat dieses Training nicht mehr.</translation>
    </message>
    <message>
        <source>The training is done.</source>
        <translation>Das Training ist fertig.</translation>
    </message>
    <message>
        <source>Train supernet %1</source>
        <translation>Supernetz %1 trainieren</translation>
    </message>
    <message>
        <source>Train from scratch: %1</source>
        <translation>Von Grund auf trainieren: %1</translation>
    </message>
    <message>
        <source>The training is under way; cancel it before removing it.</source>
        <translation>Das Training läuft; brechen Sie es ab, bevor Sie es entfernen.</translation>
    </message>
</context>
<context>
    <name>auspex::TrainingDialog</name>
    <message>
        <source>WMT supernet (HAT)</source>
        <translation>WMT-Supernetz (HAT)</translation>
    </message>
    <message>
        <source>WMT supernet with the sandwich rule (MoS)</source>
        <translation>WMT-Supernetz mit der Sandwich-Regel (MoS)</translation>
    </message>
    <message>
        <source>IWSLT supernet (HAT)</source>
        <translation>IWSLT-Supernetz (HAT)</translation>
    </message>
    <message>
        <source>Small machine: supernet</source>
        <translation>Kleiner Rechner: Supernetz</translation>
    </message>
    <message>
        <source>Small machine: supernet with the sandwich rule</source>
        <translation>Kleiner Rechner: Supernetz mit der Sandwich-Regel</translation>
    </message>
    <message>
        <source>WMT from scratch (HAT)</source>
        <translation>WMT von Grund auf (HAT)</translation>
    </message>
    <message>
        <source>IWSLT from scratch (HAT)</source>
        <translation>IWSLT von Grund auf (HAT)</translation>
    </message>
    <message>
        <source>Small machine: from scratch</source>
        <translation>Kleiner Rechner: von Grund auf</translation>
    </message>
    <message>
        <source>File of the search space</source>
        <translation>Datei des Suchraums</translation>
    </message>
    <message>
        <source>HAT configurations (*.yml *.yaml);;All files (*)</source>
        <translation>HAT-Konfigurationen (*.yml *.yaml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Each decoder depth e&amp;qually often</source>
        <translation>Jede Decodertiefe gleich o&amp;ft</translation>
    </message>
    <message>
        <source>Train Supernet</source>
        <translation>Supernetz trainieren</translation>
    </message>
    <message>
        <source>Train from Scratch</source>
        <translation>Von Grund auf trainieren</translation>
    </message>
    <message>
        <source>A HAT configuration</source>
        <translation>Eine HAT-Konfiguration</translation>
    </message>
    <message>
        <source>One sampled subnet (SPOS)</source>
        <translation>Ein gezogenes Subnetz (SPOS)</translation>
    </message>
    <message>
        <source>Sandwich: sampled, largest, smallest</source>
        <translation>Sandwich: gezogenes, größtes, kleinstes</translation>
    </message>
    <message>
        <source>Layer-wise mixture of supernets</source>
        <translation>Schichtweise Mischung von Supernetzen</translation>
    </message>
    <message>
        <source>Neuron-wise mixture of supernets</source>
        <translation>Neuronenweise Mischung von Supernetzen</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Only at the end</source>
        <translation>Nur am Ende</translation>
    </message>
    <message>
        <source>All processors</source>
        <translation>Alle Prozessorkerne</translation>
    </message>
    <message>
        <source>Subnets in HAT&apos;s order</source>
        <translation>Subnetze in HATs Reihenfolge</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Scores go to tas&amp;k:</source>
        <translation>Ergebnisse in Aufga&amp;be:</translation>
    </message>
    <message>
        <source>&amp;Corpus:</source>
        <translation>Korpu&amp;s:</translation>
    </message>
    <message>
        <source>Search s&amp;pace:</source>
        <translation>Such&amp;raum:</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Datei:</translation>
    </message>
    <message>
        <source>Sett&amp;ings:</source>
        <translation>&amp;Einstellungen:</translation>
    </message>
    <message>
        <source>&amp;Each update trains:</source>
        <translation>&amp;Jeder Schritt trainiert:</translation>
    </message>
    <message>
        <source>E&amp;xperts:</source>
        <translation>E&amp;xperten:</translation>
    </message>
    <message>
        <source>Num&amp;ber of architectures:</source>
        <translation>Anzahl der Arch&amp;itekturen:</translation>
    </message>
    <message>
        <source>&amp;Updates:</source>
        <translation>S&amp;chritte:</translation>
    </message>
    <message>
        <source>&amp;Warm-up (updates):</source>
        <translation>Auf&amp;wärmen (Schritte):</translation>
    </message>
    <message>
        <source>&amp;Highest learning rate:</source>
        <translation>&amp;Höchste Lernrate:</translation>
    </message>
    <message>
        <source>&amp;Tokens of a micro-batch:</source>
        <translation>To&amp;ken eines Mikro-Batches:</translation>
    </message>
    <message>
        <source>&amp;Micro-batches of an update:</source>
        <translation>&amp;Mikro-Batches eines Schritts:</translation>
    </message>
    <message>
        <source>&amp;Dropout:</source>
        <translation>Dro&amp;pout:</translation>
    </message>
    <message>
        <source>&amp;Validate after updates:</source>
        <translation>&amp;Validieren nach Schritten:</translation>
    </message>
    <message>
        <source>Checkp&amp;oint after updates:</source>
        <translation>K&amp;ontrollpunkt nach Schritten:</translation>
    </message>
    <message>
        <source>End after validations without &amp;gain:</source>
        <translation>Ende nach Validierungen ohne &amp;Gewinn:</translation>
    </message>
    <message>
        <source>Seed (&amp;0: HAT&apos;s):</source>
        <translation>Startwert (&amp;0: der von HAT):</translation>
    </message>
    <message>
        <source>S&amp;eed:</source>
        <translation>Zufa&amp;llsstartwert:</translation>
    </message>
    <message>
        <source>Th&amp;reads:</source>
        <translation>&amp;Threads:</translation>
    </message>
    <message>
        <source>as the corpus</source>
        <translation>wie der Korpus</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>Training st&amp;arten</translation>
    </message>
    <message>
        <source>Reset to the preset&apos;s va&amp;lues</source>
        <translation>Auf Vorgabe z&amp;urücksetzen</translation>
    </message>
    <message>
        <source>There is no corpus to train on; import one under Corpora first.</source>
        <translation>Es gibt keinen Korpus zum Trainieren; importieren Sie zuerst einen unter Korpora.</translation>
    </message>
    <message>
        <source>Give the supernet a name.</source>
        <translation>Geben Sie dem Supernetz einen Namen.</translation>
    </message>
    <message>
        <source>Name the file of the search space.</source>
        <translation>Geben Sie die Datei des Suchraums an.</translation>
    </message>
</context>
<context>
    <name>auspex::TrainingPanel</name>
    <message>
        <source>Remove training %1</source>
        <translation>Training %1 entfernen</translation>
    </message>
    <message>
        <source>Train a &amp;supernet...</source>
        <translation>&amp;Supernetz trainieren...</translation>
    </message>
    <message>
        <source>Trains a supernet on a corpus</source>
        <translation>Trainiert ein Supernetz auf einem Korpus</translation>
    </message>
    <message>
        <source>&amp;Pause the training</source>
        <translation>Training an&amp;halten</translation>
    </message>
    <message>
        <source>Holds the training until it is resumed</source>
        <translation>Hält das Training an, bis es fortgesetzt wird</translation>
    </message>
    <message>
        <source>&amp;Resume the training</source>
        <translation>Training &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Goes on where the training stands, or with its newest checkpoint</source>
        <translation>Macht weiter, wo das Training steht, oder mit seinem neuesten Kontrollpunkt</translation>
    </message>
    <message>
        <source>&amp;Cancel the training</source>
        <translation>Training ab&amp;brechen</translation>
    </message>
    <message>
        <source>Ends the training and keeps a checkpoint to go on from</source>
        <translation>Beendet das Training und behält einen Kontrollpunkt zum Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Export the curve...</source>
        <translation>Kurve &amp;exportieren...</translation>
    </message>
    <message>
        <source>Writes every point of the curves as a table</source>
        <translation>Schreibt jeden Punkt der Kurven als Tabelle</translation>
    </message>
    <message>
        <source>Re&amp;move the training</source>
        <translation>Training e&amp;ntfernen</translation>
    </message>
    <message>
        <source>T&amp;rainings</source>
        <translation>T&amp;rainings</translation>
    </message>
    <message>
        <source>Open or create a workspace first</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder erstellen</translation>
    </message>
    <message>
        <source>The workspace is read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt</translation>
    </message>
    <message>
        <source>There is no training yet</source>
        <translation>Es gibt noch kein Training</translation>
    </message>
    <message>
        <source>The training does not run</source>
        <translation>Das Training läuft nicht</translation>
    </message>
    <message>
        <source>The training runs, or is done</source>
        <translation>Das Training läuft oder ist fertig</translation>
    </message>
    <message>
        <source>Cancel the training first</source>
        <translation>Zuerst das Training abbrechen</translation>
    </message>
    <message>
        <source>There is no curve yet</source>
        <translation>Es gibt noch keine Kurve</translation>
    </message>
    <message>
        <source>Open or create a workspace first.</source>
        <translation>Öffnen oder erstellen Sie zuerst einen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>%1 is trained.</source>
        <translation>%1 ist trainiert.</translation>
    </message>
    <message>
        <source>Train &amp;architectures from scratch...</source>
        <translation>&amp;Architekturen von Grund auf trainieren...</translation>
    </message>
    <message>
        <source>Trains sampled architectures one by one; their BLEU becomes a task&apos;s scores</source>
        <translation>Trainiert gezogene Architekturen eine nach der anderen; ihr BLEU wird zu Ergebnissen einer Aufgabe</translation>
    </message>
    <message>
        <source>Takes the training off the list; what it trained stays</source>
        <translation>Nimmt das Training aus der Liste; was es trainiert hat, bleibt</translation>
    </message>
    <message>
        <source>Nothing has been trained yet: a supernet scores every architecture of its search space, and what is trained from scratch is what predictors are judged on.</source>
        <translation>Noch ist nichts trainiert: Ein Supernetz bewertet jede Architektur seines Suchraums, und an dem, was von Grund auf trainiert ist, werden Prädiktoren gemessen.</translation>
    </message>
    <message>
        <source>The architectures are trained; their scores are in the task %1.</source>
        <translation>Die Architekturen sind trainiert; ihre Ergebnisse stehen in der Aufgabe %1.</translation>
    </message>
</context>
<context>
    <name>auspex::TrainingView</name>
    <message>
        <source>sampled</source>
        <translation>gezogen</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>größtes</translation>
    </message>
    <message>
        <source>smallest</source>
        <translation>kleinstes</translation>
    </message>
    <message>
        <source>the architecture</source>
        <translation>die Architektur</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Label-smoothed loss (nats a token)</source>
        <translation>Geglätteter Verlust (Nats je Token)</translation>
    </message>
    <message>
        <source>The curve begins with the first update.</source>
        <translation>Die Kurve beginnt mit dem ersten Schritt.</translation>
    </message>
    <message>
        <source>training: %1</source>
        <translation>Training: %1</translation>
    </message>
    <message>
        <source>validation: %1</source>
        <translation>Validierung: %1</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>waits for another training</source>
        <translation>wartet auf ein anderes Training</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>is being cancelled</source>
        <translation>wird abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>Fortschritt des Trainings</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>training, state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 of %2 updates</source>
        <translation>%1 von %2 Schritten</translation>
    </message>
    <message>
        <source>learning rate %1</source>
        <translation>Lernrate %1</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>%1 at work</source>
        <translation>%1 gearbeitet</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>memory %1</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>best validation loss %1</source>
        <translation>bester Validierungsverlust %1</translation>
    </message>
    <message>
        <source>%1 of %2 architectures</source>
        <translation>%1 von %2 Architekturen</translation>
    </message>
    <message>
        <source>From scratch: %1</source>
        <translation>Von Grund auf: %1</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
</context>
<context>
    <name>auspex::TrialPanel</name>
    <message>
        <source>plain number</source>
        <translation>reine Zahl</translation>
    </message>
    <message>
        <source>number in a text</source>
        <translation>Zahl in einem Text</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>expectation</source>
        <translation>Erwartungswert</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Reply of the model</source>
        <translation>Antwort des Modells</translation>
    </message>
    <message>
        <source>Ask one model about one architecture: its reply comes here, and is kept.</source>
        <translation>Ein Modell nach einer Architektur fragen: Die Antwort kommt hierher und wird aufbewahrt.</translation>
    </message>
    <message>
        <source>Open or create a workspace first.</source>
        <translation>Zuerst einen Arbeitsbereich öffnen oder anlegen.</translation>
    </message>
    <message>
        <source>Replies have to be kept, and the workspace is read-only.</source>
        <translation>Antworten müssen aufbewahrt werden, und der Arbeitsbereich ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>Choose a provider first.</source>
        <translation>Zuerst einen Anbieter wählen.</translation>
    </message>
    <message>
        <source>Name a model first.</source>
        <translation>Zuerst ein Modell nennen.</translation>
    </message>
    <message>
        <source>A reply is on its way.</source>
        <translation>Eine Antwort ist unterwegs.</translation>
    </message>
    <message>
        <source>Waiting for %1...</source>
        <translation>Warten auf %1...</translation>
    </message>
    <message>
        <source>Trying the prompt on %1</source>
        <translation>Prompt mit %1 ausprobieren</translation>
    </message>
    <message>
        <source>Cancelling...</source>
        <translation>Wird abgebrochen...</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>The score of training from scratch</source>
        <translation>Der Wert nach dem Training von Grund auf</translation>
    </message>
    <message>
        <source>Predicted less TFS</source>
        <translation>Vorhersage minus TFS</translation>
    </message>
    <message>
        <source>%1 + %2</source>
        <comment>tokens of prompt and reply</comment>
        <translation>%1 + %2</translation>
    </message>
    <message>
        <source>Of the prompt and of the reply, as the provider counted them</source>
        <translation>Des Prompts und der Antwort, wie der Anbieter sie gezählt hat</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>What it cost when it came; nothing was sent now</source>
        <translation>Was sie kostete, als sie kam; jetzt wurde nichts gesendet</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Kept from before: the same request is never paid for twice.</source>
        <translation>Von früher aufbewahrt: Dieselbe Anfrage wird nie zweimal bezahlt.</translation>
    </message>
    <message numerus="yes">
        <source>It was asked %n time(s), as answers without a number came first.</source>
        <translation>
            <numerusform>Es wurde %n-mal gefragt, denn zuerst kamen Antworten ohne Zahl.</numerusform>
            <numerusform>Es wurde %n-mal gefragt, denn zuerst kamen Antworten ohne Zahl.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a provider</source>
        <translation>Anbieter wählen</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Name des Modells</translation>
    </message>
    <message>
        <source>default</source>
        <comment>a provider&apos;s temperature</comment>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Prov&amp;ider</source>
        <translation>Anb&amp;ieter</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>Ar&amp;chitecture</source>
        <translation>Ar&amp;chitektur</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Longest reply</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Architecture to ask about</source>
        <translation>Architektur, nach der gefragt wird</translation>
    </message>
    <message>
        <source>Longest reply in tokens</source>
        <translation>Längste Antwort in Token</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>TFS</source>
        <translation>TFS</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Gelesen als</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>TFS %1</source>
        <translation>TFS %1</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <comment>shape; score</comment>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>The prompt cannot be sent yet; what hinders it stands above its text.</source>
        <translation>Der Prompt kann noch nicht gesendet werden; was ihn hindert, steht über seinem Text.</translation>
    </message>
</context>
<context>
    <name>auspex::VariantTabs</name>
    <message>
        <source>Variants of the prompt</source>
        <translation>Varianten des Prompts</translation>
    </message>
    <message>
        <source>Add a variant...</source>
        <translation>Variante hinzufügen...</translation>
    </message>
    <message>
        <source>Adds a variant with the components that are on now</source>
        <translation>Fügt eine Variante mit den jetzt eingeschalteten Bausteinen hinzu</translation>
    </message>
    <message>
        <source>Rename the variant...</source>
        <translation>Variante umbenennen...</translation>
    </message>
    <message>
        <source>Gives the open variant another title</source>
        <translation>Gibt der offenen Variante einen anderen Titel</translation>
    </message>
    <message>
        <source>Remove the variant</source>
        <translation>Variante entfernen</translation>
    </message>
    <message>
        <source>Takes the open variant out of the prompt; its components stay</source>
        <translation>Nimmt die offene Variante aus dem Prompt; ihre Bausteine bleiben</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie er ist</translation>
    </message>
    <message numerus="yes">
        <source>%n component(s) of %1 are on</source>
        <translation>
            <numerusform>%n Baustein von %1 ist an</numerusform>
            <numerusform>%n Bausteine von %1 sind an</numerusform>
        </translation>
    </message>
    <message>
        <source>A LLMAS template is one text without components.</source>
        <translation>Eine LLMAS-Vorlage ist ein einziger Text ohne Bausteine.</translation>
    </message>
    <message>
        <source>Open the tab of a variant first.</source>
        <translation>Zuerst den Reiter einer Variante öffnen.</translation>
    </message>
    <message>
        <source>Give the variant a title.</source>
        <translation>Der Variante einen Titel geben.</translation>
    </message>
    <message>
        <source>There is a variant %1 already; choose another title.</source>
        <translation>Es gibt schon eine Variante %1; einen anderen Titel wählen.</translation>
    </message>
    <message>
        <source>Add Variant</source>
        <translation>Variante hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation>&amp;Titel:</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>It begins with the components that are on now.</source>
        <translation>Sie beginnt mit den jetzt eingeschalteten Bausteinen.</translation>
    </message>
    <message>
        <source>Add the variant %1</source>
        <translation>Variante %1 hinzufügen</translation>
    </message>
    <message>
        <source>Rename Variant</source>
        <translation>Variante umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>In the names of predictors it stays %1.</source>
        <translation>In den Namen von Prädiktoren bleibt sie %1.</translation>
    </message>
    <message>
        <source>Rename the variant %1</source>
        <translation>Variante %1 umbenennen</translation>
    </message>
    <message>
        <source>Remove the variant %1</source>
        <translation>Variante %1 entfernen</translation>
    </message>
</context>
<context>
    <name>auspex::VocabularyModel</name>
    <message>
        <source>A special symbol, of which dictionaries state no count</source>
        <translation>Ein Sondersymbol, für das Wörterbücher keine Anzahl nennen</translation>
    </message>
    <message>
        <source>As dict.txt has it. One that is made of a model&apos;s pieces states 1 for each.</source>
        <translation>Wie in dict.txt. Ein aus den Stücken eines Modells gemachtes nennt überall 1.</translation>
    </message>
    <message>
        <source>How often the symbol comes in that split of this corpus</source>
        <translation>Wie oft das Symbol in dieser Aufteilung des Korpus vorkommt</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Count in the dictionary</source>
        <translation>Anzahl im Wörterbuch</translation>
    </message>
    <message>
        <source>Count in %1</source>
        <translation>Anzahl in %1</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
</context>
<context>
    <name>auspex::VocabularyTable</name>
    <message>
        <source>Filter symbols</source>
        <translation>Symbole filtern</translation>
    </message>
    <message>
        <source>Dictio&amp;nary</source>
        <translation>Wörterbu&amp;ch</translation>
    </message>
    <message>
        <source>Symbols of the dictionary</source>
        <translation>Symbole des Wörterbuchs</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Source (%1)</source>
        <translation>Quelle (%1)</translation>
    </message>
    <message>
        <source>Target (%1)</source>
        <translation>Ziel (%1)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln symbol(s)</source>
        <translation>
            <numerusform>%Ln Symbol</numerusform>
            <numerusform>%Ln Symbole</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln symbol(s)</source>
        <translation>
            <numerusform>%1 von %Ln Symbol</numerusform>
            <numerusform>%1 von %Ln Symbolen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::WelcomePage</name>
    <message>
        <source>Architecture %1
widths %2 / %3, layers %4 + %5</source>
        <translation>Architektur %1
Breiten %2 / %3, Schichten %4 + %5</translation>
    </message>
    <message>
        <source>Parameters (million)</source>
        <translation>Parameter (Millionen)</translation>
    </message>
    <message>
        <source>FLOPs (million)</source>
        <translation>FLOPs (Millionen)</translation>
    </message>
    <message numerus="yes">
        <source>%n decoder layers</source>
        <translation>
            <numerusform>%n Decoderschicht</numerusform>
            <numerusform>%n Decoderschichten</numerusform>
        </translation>
    </message>
    <message>
        <source>How far can a performance predictor be trusted, before it chooses an architecture and spends your GPU days?</source>
        <translation>Wie weit ist einem Prädiktor zu trauen, bevor er eine Architektur auswählt und GPU-Tage verbraucht?</translation>
    </message>
    <message>
        <source>Recent workspaces</source>
        <translation>Letzte Arbeitsbereiche</translation>
    </message>
    <message>
        <source>None yet. Everything you import and judge is kept in a workspace, one file that you choose.</source>
        <translation>Noch keine. Alles, was importiert und beurteilt wird, liegt in einem Arbeitsbereich, einer frei gewählten Datei.</translation>
    </message>
    <message numerus="yes">
        <source>%n architectures, drawn and counted just now</source>
        <translation>
            <numerusform>%n Architektur, eben gezogen und ausgezählt</numerusform>
            <numerusform>%n Architekturen, eben gezogen und ausgezählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Each point is a Transformer of the small demo space. Networks of one size can differ widely in cost, and neither number says how well they translate: that is what predictors are for.</source>
        <translation>Jeder Punkt ist ein Transformer des kleinen Demo-Raums. Gleich große Netze können sich im Aufwand stark unterscheiden, und keine der beiden Zahlen sagt, wie gut sie übersetzen: Dafür gibt es Prädiktoren.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>A workbench for performance predictors in neural architecture search.</source>
        <translation>Eine Werkbank für Prädiktoren der Leistung bei der Suche nach neuronalen Architekturen.</translation>
    </message>
    <message>
        <source>A workspace (.auspex) to open, or data to import: a TFS-Eval folder, a .jsonl, .csv or .yml file.</source>
        <translation>Ein zu öffnender Arbeitsbereich (.auspex) oder zu importierende Daten: ein TFS-Eval-Ordner, eine .jsonl-, .csv- oder .yml-Datei.</translation>
    </message>
</context>
</TS>
