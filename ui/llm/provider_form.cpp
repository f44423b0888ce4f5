// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/provider_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/common/labelled.h"
#include "ui/common/theme.h"
#include "ui/llm/key_dialog.h"
#include "ui/llm/llm_texts.h"
#include "ui/llm/switches_form.h"
#include "ui/session/llm_center.h"

namespace auspex {

namespace {

constexpr int mostParallel = 256;
constexpr int mostPerMinute = 1'000'000;

void tint(QLabel *label, bool isProblem)
{
    QPalette colours = label->parentWidget()->palette();
    if (isProblem) {
        colours.setColor(QPalette::WindowText, errorColour(colours));
    }
    label->setPalette(colours);
}

QString textOf(const QLineEdit *edit)
{
    return edit->text().trimmed();
}

} // namespace

ProviderForm::ProviderForm(LlmCenter *center, QWidget *parent)
    : QTabWidget(parent)
    , m_center(center)
{
    setObjectName(QStringLiteral("llmProviderForm"));
    addTab(createConnection(), tr("Connection"));
    addTab(createKey(), tr("Key"));
    addTab(createModels(), tr("Models"));
    connect(center, &LlmCenter::keySourceChanged, this, [this](const QString &id) {
        if (id == QString::fromStdString(m_provider.id)) {
            showKey();
        }
    });
}

QWidget *ProviderForm::createConnection()
{
    auto *page = new QWidget(this);
    m_title = new QLineEdit(page);
    m_title->setObjectName(QStringLiteral("llmProviderTitle"));
    m_id = new QLineEdit(page);
    m_id->setObjectName(QStringLiteral("llmProviderId"));
    m_id->setToolTip(tr("In specs and on command lines: llm:ID/MODEL"));
    m_family = new QComboBox(page);
    m_family->setObjectName(QStringLiteral("llmProviderFamily"));
    m_family->addItems({tr("OpenAI and compatible"), tr("Azure OpenAI, classic"), tr("Anthropic")});
    m_address = new QLineEdit(page);
    m_address->setObjectName(QStringLiteral("llmProviderAddress"));
    m_address->setPlaceholderText(QStringLiteral("https://api.example.org/v1"));
    m_version = new QLineEdit(page);
    m_version->setObjectName(QStringLiteral("llmProviderVersion"));
    m_local = new QCheckBox(tr("runs on a machine of &yours: calls cost nothing"), page);
    m_local->setObjectName(QStringLiteral("llmProviderLocal"));
    m_plainHttp = new QCheckBox(tr("allow &unencrypted http to another machine"), page);
    m_plainHttp->setObjectName(QStringLiteral("llmProviderPlainHttp"));
    m_plainHttp->setToolTip(tr("Prompts, answers and the key can then be read on the way"));
    m_batches = new QCheckBox(tr("takes &batch jobs, at half the price"), page);
    m_batches->setObjectName(QStringLiteral("llmProviderBatches"));
    m_parallel = new QSpinBox(page);
    m_parallel->setObjectName(QStringLiteral("llmProviderParallel"));
    m_parallel->setRange(1, mostParallel);
    m_perMinute = new QSpinBox(page);
    m_perMinute->setObjectName(QStringLiteral("llmProviderPerMinute"));
    m_perMinute->setRange(0, mostPerMinute);
    m_perMinute->setSpecialValueText(tr("as the service says"));
    m_counter = new QComboBox(page);
    m_counter->setObjectName(QStringLiteral("llmProviderCounter"));
    m_counter->addItems({tr("estimated"), tr("by llama.cpp's tokenizer"),
                         tr("by Anthropic's "
                            "counter")});
    m_testButton = new QPushButton(tr("&Test the connection"), page);
    m_testButton->setObjectName(QStringLiteral("llmTest"));
    m_testButton->setAutoDefault(false);
    m_testResult = new QLabel(page);
    m_testResult->setObjectName(QStringLiteral("llmTestResult"));
    m_testResult->setTextFormat(Qt::PlainText);
    m_testResult->setWordWrap(true);
    m_testResult->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *form = new QFormLayout(page);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name:"), m_title);
    form->addRow(tr("&Id:"), m_id);
    form->addRow(tr("Inter&face:"), m_family);
    form->addRow(tr("Addr&ess:"), m_address);
    form->addRow(tr("API &version:"), m_version);
    form->addRow(QString(), m_local);
    form->addRow(QString(), m_plainHttp);
    form->addRow(QString(), m_batches);
    form->addRow(tr("Re&quests at once:"), m_parallel);
    form->addRow(tr("Requests a &minute:"), m_perMinute);
    form->addRow(tr("To&kens are counted:"), m_counter);
    form->addRow(m_testButton, m_testResult);

    for (QLineEdit *edit : {m_title, m_id, m_address, m_version}) {
        connect(edit, &QLineEdit::textChanged, this, &ProviderForm::tell);
    }
    for (QComboBox *box : {m_family, m_counter}) {
        connect(box, &QComboBox::activated, this, &ProviderForm::tell);
    }
    for (QCheckBox *box : {m_local, m_plainHttp, m_batches}) {
        connect(box, &QCheckBox::toggled, this, &ProviderForm::tell);
    }
    for (QSpinBox *box : {m_parallel, m_perMinute}) {
        connect(box, &QSpinBox::valueChanged, this, &ProviderForm::tell);
    }
    connect(m_testButton, &QPushButton::clicked, this, &ProviderForm::test);
    return page;
}

QWidget *ProviderForm::createKey()
{
    auto *page = new QWidget(this);
    m_needsKey = new QCheckBox(tr("the service wants a &key"), page);
    m_needsKey->setObjectName(QStringLiteral("llmNeedsKey"));
    m_variable = new QLineEdit(page);
    m_variable->setObjectName(QStringLiteral("llmKeyVariable"));
    m_variable->setPlaceholderText(QStringLiteral("EXAMPLE_API_KEY"));
    m_keySource = new QLabel(page);
    m_keySource->setObjectName(QStringLiteral("llmKeySource"));
    m_keySource->setTextFormat(Qt::PlainText);
    m_keySource->setWordWrap(true);
    m_key = new QLineEdit(page);
    m_key->setObjectName(QStringLiteral("llmNewKey"));
    m_key->setEchoMode(QLineEdit::Password);
    const auto button = [page](const char *name, const QString &text) {
        auto *made = new QPushButton(text, page);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        return made;
    };
    m_useKey = button("llmUseNewKey", tr("Use for this &session"));
    m_storeKey = button("llmStoreNewKey", tr("Store in the key&ring"));
    m_forgetKey = button("llmForgetKey", tr("&Forget the key"));
    m_keyProblem = new QLabel(page);
    m_keyProblem->setObjectName(QStringLiteral("llmNewKeyProblem"));
    m_keyProblem->setTextFormat(Qt::PlainText);
    m_keyProblem->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacing);
    buttons->addWidget(m_useKey);
    buttons->addWidget(m_storeKey);
    buttons->addWidget(m_forgetKey);
    buttons->addStretch();
    auto *form = new QFormLayout(page);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(QString(), m_needsKey);
    form->addRow(tr("&Variable:"), m_variable);
    form->addRow(QString(), helpLabel(tr("The environment variable that may hold the key; it is "
                                         "asked when the keyring has none."),
                                      page));
    form->addRow(tr("Now:"), m_keySource);
    form->addRow(tr("&New key:"), m_key);
    form->addRow(QString(), buttons);
    form->addRow(QString(), m_keyProblem);
    form->addRow(QString(), helpLabel(tr("What is entered here takes effect at once and is not "
                                         "shown again. It is sent to the service's address alone, "
                                         "and never written to a workspace, a log or an export."),
                                      page));
    connect(m_needsKey, &QCheckBox::toggled, this, &ProviderForm::tell);
    connect(m_variable, &QLineEdit::textChanged, this, &ProviderForm::tell);
    connect(m_key, &QLineEdit::textChanged, this, &ProviderForm::showKey);
    connect(m_useKey, &QPushButton::clicked, this, [this] { takeKey(false); });
    connect(m_storeKey, &QPushButton::clicked, this, [this] { takeKey(true); });
    connect(m_forgetKey, &QPushButton::clicked, this, &ProviderForm::forgetKey);
    return page;
}

void ProviderForm::setProvider(const Provider &provider, bool isPreset)
{
    const QScopedValueRollback<bool> guard(m_loading, true);
    m_test.drop();
    m_provider = provider;
    m_title->setText(QString::fromStdString(provider.title));
    m_id->setText(QString::fromStdString(provider.id));
    m_id->setReadOnly(isPreset);
    m_family->setCurrentIndex(static_cast<int>(provider.family));
    m_address->setText(QString::fromStdString(provider.baseUrl));
    m_version->setText(QString::fromStdString(provider.apiVersion));
    m_local->setChecked(provider.isLocal);
    m_plainHttp->setChecked(provider.allowsPlainHttp);
    m_batches->setChecked(provider.batches);
    m_parallel->setValue(provider.parallel);
    m_perMinute->setValue(provider.requestsPerMinute);
    m_counter->setCurrentIndex(static_cast<int>(provider.tokenCounter));
    m_needsKey->setChecked(provider.needsKey);
    m_variable->setText(QString::fromStdString(provider.keyVariable));
    QStringList suggested;
    for (const std::string &model : provider.suggestedModels) {
        suggested.append(QString::fromStdString(model));
    }
    m_suggested->setText(suggested.join(QStringLiteral(", ")));
    for (QLineEdit *edit : {m_title, m_address, m_suggested}) {
        edit->setCursorPosition(0); // a long text is read from its beginning
    }
    m_key->clear();
    showTest({}, false);
    showKeyProblem({}, false);
    showRules();
    m_center->lookUpKey(QString::fromStdString(provider.id));
    showKey();
}

Provider ProviderForm::provider() const
{
    Provider provider = m_provider;
    provider.title = textOf(m_title).toStdString();
    provider.id = textOf(m_id).toStdString();
    provider.family = static_cast<ApiFamily>(m_family->currentIndex());
    QString address = textOf(m_address);
    while (address.endsWith(u'/')) {
        address.chop(1);
    }
    provider.baseUrl = address.toStdString();
    provider.apiVersion = textOf(m_version).toStdString();
    provider.isLocal = m_local->isChecked();
    provider.allowsPlainHttp = m_plainHttp->isChecked();
    provider.batches = m_batches->isChecked();
    provider.parallel = m_parallel->value();
    provider.requestsPerMinute = m_perMinute->value();
    provider.tokenCounter = static_cast<TokenCounter>(m_counter->currentIndex());
    provider.needsKey = m_needsKey->isChecked();
    provider.keyVariable = textOf(m_variable).toStdString();
    provider.suggestedModels.clear();
    for (const QString &model : m_suggested->text().split(u',', Qt::SkipEmptyParts)) {
        if (!model.trimmed().isEmpty()) {
            provider.suggestedModels.push_back(model.trimmed().toStdString());
        }
    }
    return provider;
}

QString ProviderForm::problem() const
{
    return m_switches->problem();
}

void ProviderForm::tell()
{
    if (m_loading) {
        return;
    }
    m_test.drop();
    showTest({}, false);
    showKey();
    Q_EMIT changed();
}

void ProviderForm::showKey()
{
    const Provider now = provider();
    const QString id = QString::fromStdString(now.id);
    const std::optional<KeySource> source = m_center->keySource(id);
    m_keySource->setText(keySourceText(now, source));
    const bool isTyped = !textOf(m_key).isEmpty();
    for (QWidget *widget : {static_cast<QWidget *>(m_variable), static_cast<QWidget *>(m_key)}) {
        widget->setEnabled(now.needsKey);
    }
    m_useKey->setEnabled(now.needsKey && isTyped);
    m_storeKey->setEnabled(now.needsKey && isTyped);
    m_forgetKey->setEnabled(source == KeySource::Session || source == KeySource::Keyring);
}

void ProviderForm::takeKey(bool toKeyring)
{
    const QString typed = textOf(m_key);
    if (const QString problem = keyProblem(typed); !problem.isEmpty()) {
        showKeyProblem(problem, true);
        return;
    }
    const QString id = textOf(m_id);
    SecretKey key(typed.toStdString());
    m_key->clear();
    if (!toKeyring) {
        m_center->setSessionKey(id, std::move(key));
        showKeyProblem(tr("The key is used as long as the program runs."), false);
        return;
    }
    showKeyProblem(tr("Storing the key..."), false);
    m_center->storeKey(id, std::move(key), this, [this](const Result<void> &stored) {
        showKeyProblem(stored ? tr("The key was stored.")
                              : QString::fromStdString(stored.error().message),
                       !stored);
    });
}

void ProviderForm::forgetKey()
{
    m_center->forgetKey(textOf(m_id), this, [this](const Result<void> &forgotten) {
        showKeyProblem(forgotten ? tr("The key was forgotten.")
                                 : QString::fromStdString(forgotten.error().message),
                       !forgotten);
    });
}

void ProviderForm::showKeyProblem(const QString &text, bool isProblem)
{
    tint(m_keyProblem, isProblem);
    m_keyProblem->setText(text);
}

void ProviderForm::test()
{
    const Provider now = provider();
    const std::vector<std::string> problems = providerProblems(now);
    if (!problems.empty()) {
        showTest(QString::fromStdString(problems.front()), true);
        return;
    }
    m_testButton->setEnabled(false);
    showTest(tr("Asking the service for its models..."), false);
    m_test.start(
        this,
        [now](Job &job) {
            auto tested = std::make_shared<Tested>();
            const FoundKey key = findKey(now);
            if (now.needsKey && key.source == KeySource::None) {
                ChatFailure failure;
                failure.kind = FailureKind::Key;
                failure.message = missingKey(now).message;
                tested->models = tl::make_unexpected(failure);
                return tested;
            }
            QElapsedTimer clock;
            clock.start();
            tested->models = listModels(now, key.key, job);
            tested->seconds = static_cast<double>(clock.elapsed()) / 1000.0;
            return tested;
        },
        [this](const std::shared_ptr<Tested> &tested) {
            m_testButton->setEnabled(true);
            if (!tested->models) {
                showTest(QString::fromStdString(tested->models.error().message), true);
                return;
            }
            const Provider shown = provider();
            showTest(
                tr("It answered in %1 and offers %n model(s).", nullptr,
                   static_cast<int>(tested->models->size()))
                        .arg(secondsText(tested->seconds))
                    + u' '
                    + keySourceText(shown, m_center->keySource(QString::fromStdString(shown.id))),
                false);
        });
}

void ProviderForm::showTest(const QString &text, bool isProblem)
{
    m_testButton->setEnabled(!m_test.isRunning());
    tint(m_testResult, isProblem);
    m_testResult->setText(text);
}

} // namespace auspex
