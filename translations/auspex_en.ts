<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Judge</name>
    <message numerus="yes">
        <source>%n decoder layer(s)</source>
        <translation>
            <numerusform>%n decoder layer</numerusform>
            <numerusform>%n decoder layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::AblationForm</name>
    <message numerus="yes">
        <source>%n prediction(s), of which %1 are to be asked for.</source>
        <translation>
            <numerusform>%n prediction, of which %1 are to be asked for.</numerusform>
            <numerusform>%n predictions, of which %1 are to be asked for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) to go</source>
        <translation>
            <numerusform>%n run to go</numerusform>
            <numerusform>%n runs to go</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::AblationPanel</name>
    <message numerus="yes">
        <source>%n prediction(s) are missing; rows without figures say so. The regressors need no model.</source>
        <translation>
            <numerusform>%n prediction is missing; rows without figures say so. The regressors need no model.</numerusform>
            <numerusform>%n predictions are missing; rows without figures say so. The regressors need no model.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::ArchitectureTable</name>
    <message numerus="yes">
        <source>%n architecture(s)</source>
        <translation>
            <numerusform>%n architecture</numerusform>
            <numerusform>%n architectures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n architecture(s)</source>
        <translation>
            <numerusform>%1 of %n architecture</numerusform>
            <numerusform>%1 of %n architectures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::CallTable</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n call(s)</source>
        <translation>
            <numerusform>%1 of %n call</numerusform>
            <numerusform>%1 of %n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::CsvImportDialog</name>
    <message numerus="yes">
        <source>%n row(s) will be read.</source>
        <translation>
            <numerusform>%n row will be read.</numerusform>
            <numerusform>%n rows will be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) cannot be used:</source>
        <translation>
            <numerusform>%n row cannot be used:</numerusform>
            <numerusform>%n rows cannot be used:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::DataPanel</name>
    <message numerus="yes">
        <source>%n architecture(s)</source>
        <translation>
            <numerusform>%n architecture</numerusform>
            <numerusform>%n architectures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n split(s)</source>
        <translation>
            <numerusform>%n split</numerusform>
            <numerusform>%n splits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 describes %n architecture(s) without scores, so there is nothing to import; &quot;auspex-cli arch describe %1&quot; shows what they are.</source>
        <translation>
            <numerusform>%1 describes %n architecture without scores, so there is nothing to import; &quot;auspex-cli arch describe %1&quot; shows what it is.</numerusform>
            <numerusform>%1 describes %n architectures without scores, so there is nothing to import; &quot;auspex-cli arch describe %1&quot; shows what they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::DemonstrationsPanel</name>
    <message numerus="yes">
        <source>Show %n demonstration(s)</source>
        <translation>
            <numerusform>Show %n demonstration</numerusform>
            <numerusform>Show %n demonstrations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The split has %n demonstration(s).</source>
        <translation>
            <numerusform>The split has %n demonstration.</numerusform>
            <numerusform>The split has %n demonstrations.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::ExampleImportDialog</name>
    <message numerus="yes">
        <source>%n pair(s). They take the place of those that there are.</source>
        <translation>
            <numerusform>%n pair. It takes the place of those that there are.</numerusform>
            <numerusform>%n pairs. They take the place of those that there are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::ExampleModel</name>
    <message numerus="yes">
        <source>Remove %n example(s)</source>
        <translation>
            <numerusform>Remove %n example</numerusform>
            <numerusform>Remove %n examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::ExamplesPanel</name>
    <message numerus="yes">
        <source>Show %n example(s)</source>
        <translation>
            <numerusform>Show %n example</numerusform>
            <numerusform>Show %n examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::JudgeHeader</name>
    <message numerus="yes">
        <source>all %n</source>
        <comment>splits</comment>
        <translation>
            <numerusform>all %n</numerusform>
            <numerusform>all %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <comment>splits</comment>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::JudgePanel</name>
    <message numerus="yes">
        <source>%1: %2 of %n replies are not in this workspace.</source>
        <translation>
            <numerusform>%1: %2 of %n reply is not in this workspace.</numerusform>
            <numerusform>%1: %2 of %n replies are not in this workspace.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::JudgeState</name>
    <message numerus="yes">
        <source>Show %n demonstration(s)</source>
        <translation>
            <numerusform>Show %n demonstration</numerusform>
            <numerusform>Show %n demonstrations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Judge on split(s) %1</source>
        <translation>
            <numerusform>Judge on split %1</numerusform>
            <numerusform>Judge on splits %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n predictor(s)</source>
        <translation>
            <numerusform>Remove %n predictor</numerusform>
            <numerusform>Remove %n predictors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::LaunchEstimate</name>
    <message numerus="yes">
        <source>%n prediction(s)</source>
        <translation>
            <numerusform>%n prediction</numerusform>
            <numerusform>%n predictions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::LaunchModel</name>
    <message numerus="yes">
        <source>%n model(s) are offered.</source>
        <translation>
            <numerusform>%n model is offered.</numerusform>
            <numerusform>%n models are offered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::LaunchTask</name>
    <message numerus="yes">
        <source>All %n</source>
        <comment>splits</comment>
        <translation>
            <numerusform>All (%n)</numerusform>
            <numerusform>All %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::LlmRunsPanel</name>
    <message numerus="yes">
        <source>Removed %n run(s); Undo brings them back.</source>
        <translation>
            <numerusform>Removed %n run; Undo brings it back.</numerusform>
            <numerusform>Removed %n runs; Undo brings them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s)</source>
        <translation>
            <numerusform>%n prediction</numerusform>
            <numerusform>%n predictions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) sent</source>
        <translation>
            <numerusform>%n request sent</numerusform>
            <numerusform>%n requests sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::LlmTexts</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::MainWindow</name>
    <message numerus="yes">
        <source>%n jobs running</source>
        <translation>
            <numerusform>%n job running</numerusform>
            <numerusform>%n jobs running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs are running in this workspace.</source>
        <translation>
            <numerusform>%n job is running in this workspace.</numerusform>
            <numerusform>%n jobs are running in this workspace.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs are still running.</source>
        <translation>
            <numerusform>%n job is still running.</numerusform>
            <numerusform>%n jobs are still running.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The workspace %1 is damaged: %n findings. Keep a copy of it and go on with its newest backup.</source>
        <translation>
            <numerusform>The workspace %1 is damaged: %n finding. Keep a copy of it and go on with its newest backup.</numerusform>
            <numerusform>The workspace %1 is damaged: %n findings. Keep a copy of it and go on with its newest backup.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The workspace %1 is sound; %n harmless leftovers were found.</source>
        <translation>
            <numerusform>The workspace %1 is sound; %n harmless leftover was found.</numerusform>
            <numerusform>The workspace %1 is sound; %n harmless leftovers were found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Task, %n architectures</source>
        <translation>
            <numerusform>Task, %n architecture</numerusform>
            <numerusform>Task, %n architectures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n LLM runs are done, the last of them by %1 on %2.</source>
        <translation>
            <numerusform>%n LLM run is done, by %1 on %2.</numerusform>
            <numerusform>%n LLM runs are done, the last of them by %1 on %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) are missing.</source>
        <translation>
            <numerusform>%n prediction is missing.</numerusform>
            <numerusform>%n predictions are missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::MessageArea</name>
    <message numerus="yes">
        <source>%n more messages</source>
        <translation>
            <numerusform>%n more message</numerusform>
            <numerusform>%n more messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::MessageBar</name>
    <message numerus="yes">
        <source>%1 (%n times)</source>
        <translation>
            <numerusform>%1 (%n time)</numerusform>
            <numerusform>%1 (%n times)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::MetricModel</name>
    <message numerus="yes">
        <source>It predicts %1 of %n architecture(s) and is judged on those.</source>
        <translation>
            <numerusform>It predicts %1 of %n architecture and is judged on those.</numerusform>
            <numerusform>It predicts %1 of %n architectures and is judged on those.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::PromptStudio</name>
    <message numerus="yes">
        <source>%n run(s) used it.</source>
        <translation>
            <numerusform>%n run used it.</numerusform>
            <numerusform>%n runs used it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::ProviderForm</name>
    <message numerus="yes">
        <source>It answered in %1 and offers %n model(s).</source>
        <translation>
            <numerusform>It answered in %1 and offers %n model.</numerusform>
            <numerusform>It answered in %1 and offers %n models.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::RecordModel</name>
    <message numerus="yes">
        <source>Operations for one sentence of %n tokens, with the output layer</source>
        <translation>
            <numerusform>Operations for one sentence of %n token, with the output layer</numerusform>
            <numerusform>Operations for one sentence of %n tokens, with the output layer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Operations for one sentence of %n tokens, without the output layer</source>
        <translation>
            <numerusform>Operations for one sentence of %n token, without the output layer</numerusform>
            <numerusform>Operations for one sentence of %n tokens, without the output layer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::RecordTable</name>
    <message numerus="yes">
        <source>%n architecture(s)</source>
        <translation>
            <numerusform>%n architecture</numerusform>
            <numerusform>%n architectures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n architecture(s)</source>
        <translation>
            <numerusform>%1 of %n architecture</numerusform>
            <numerusform>%1 of %n architectures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::RunCommands</name>
    <message numerus="yes">
        <source>Remove %n LLM run(s)</source>
        <translation>
            <numerusform>Remove %n LLM run</numerusform>
            <numerusform>Remove %n LLM runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::SentenceTable</name>
    <message numerus="yes">
        <source>the first %1 matches in %Ln sentence(s)</source>
        <translation>
            <numerusform>the first %1 matches in %Ln sentence</numerusform>
            <numerusform>the first %1 matches in %Ln sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln sentence(s)</source>
        <translation>
            <numerusform>%1 of %Ln sentence</numerusform>
            <numerusform>%1 of %Ln sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::Session</name>
    <message numerus="yes">
        <source>Nothing new: the workspace has all %n files already.</source>
        <translation>
            <numerusform>Nothing new: the workspace has the %n file already.</numerusform>
            <numerusform>Nothing new: the workspace has all %n files already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n new architectures</source>
        <translation>
            <numerusform>Imported %n new architecture</numerusform>
            <numerusform>Imported %n new architectures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for %n tasks</source>
        <translation>
            <numerusform>for %n task</numerusform>
            <numerusform>for %n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %n files.</source>
        <translation>
            <numerusform>from %n file.</numerusform>
            <numerusform>from %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things could not be used.</source>
        <translation>
            <numerusform>%n thing could not be used.</numerusform>
            <numerusform>%n things could not be used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::TfsFileDialog</name>
    <message numerus="yes">
        <source>%n architecture(s) with scores.</source>
        <translation>
            <numerusform>%n architecture with scores.</numerusform>
            <numerusform>%n architectures with scores.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) cannot be read:</source>
        <translation>
            <numerusform>%n line cannot be read:</numerusform>
            <numerusform>%n lines cannot be read:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::TfsFolderDialog</name>
    <message numerus="yes">
        <source>%n file(s) found.</source>
        <translation>
            <numerusform>%n file found.</numerusform>
            <numerusform>%n files found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) cannot be read:</source>
        <translation>
            <numerusform>%n line cannot be read:</numerusform>
            <numerusform>%n lines cannot be read:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::TrialPanel</name>
    <message numerus="yes">
        <source>It was asked %n time(s), as answers without a number came first.</source>
        <translation>
            <numerusform>It was asked %n time, as answers without a number came first.</numerusform>
            <numerusform>It was asked %n times, as answers without a number came first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::VariantTabs</name>
    <message numerus="yes">
        <source>%n component(s) of %1 are on</source>
        <translation>
            <numerusform>%n component of %1 is on</numerusform>
            <numerusform>%n components of %1 are on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::VocabularyTable</name>
    <message numerus="yes">
        <source>%Ln symbol(s)</source>
        <translation>
            <numerusform>%Ln symbol</numerusform>
            <numerusform>%Ln symbols</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln symbol(s)</source>
        <translation>
            <numerusform>%1 of %Ln symbol</numerusform>
            <numerusform>%1 of %Ln symbols</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auspex::WelcomePage</name>
    <message numerus="yes">
        <source>%n decoder layers</source>
        <translation>
            <numerusform>%n decoder layer</numerusform>
            <numerusform>%n decoder layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n architectures, drawn and counted just now</source>
        <translation>
            <numerusform>%n architecture, drawn and counted just now</numerusform>
            <numerusform>%n architectures, drawn and counted just now</numerusform>
        </translation>
    </message>
</context>
</TS>
