// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/key_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/session/llm_center.h"

namespace auspex {

QString keyProblem(const QString &key)
{
    const bool isPlain = std::all_of(key.begin(), key.end(), [](QChar letter) {
        return letter.unicode() > 0x20 && letter.unicode() < 0x7f;
    });
    if (key.isEmpty()) {
        return KeyDialog::tr("Enter the key that the service gave you.");
    }
    return isPlain ? QString()
                   : KeyDialog::tr("A key has no spaces and no letters with accents; copy it again "
                                   "from the service's page.");
}

KeyDialog::KeyDialog(LlmCenter *center, const Provider &provider, const QString &reason,
                     QWidget *parent)
    : QDialog(parent)
    , m_center(center)
    , m_provider(QString::fromStdString(provider.id))
    , m_key(new QLineEdit(this))
    , m_session(new QRadioButton(tr("For this &session only"), this))
    , m_keyring(new QRadioButton(tr("Store it in the system's key&ring"), this))
    , m_problem(new QLabel(this))
{
    const QString title = QString::fromStdString(provider.title);
    setObjectName(QStringLiteral("llmKeyDialog"));
    setWindowTitle(tr("Key for %1").arg(title));
    auto *why = new QLabel(reason, this);
    why->setObjectName(QStringLiteral("llmKeyReason"));
    why->setTextFormat(Qt::PlainText);
    why->setWordWrap(true);
    why->setVisible(!reason.isEmpty());
    m_key->setObjectName(QStringLiteral("llmKey"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
    m_session->setObjectName(QStringLiteral("llmKeySession"));
    m_keyring->setObjectName(QStringLiteral("llmKeyKeyring"));
    m_session->setChecked(true);
    auto *help = new QLabel(tr("The key is sent to %1 and to nobody else. It is never written to a "
                               "workspace, a log or an export.")
                                .arg(QString::fromStdString(provider.baseUrl)),
                            this);
    help->setTextFormat(Qt::PlainText);
    help->setWordWrap(true);
    QPalette muted = help->palette();
    muted.setColor(QPalette::WindowText, mutedText(palette()));
    help->setPalette(muted);
    m_problem->setObjectName(QStringLiteral("llmKeyProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setSpacing(spacing);
    form->addRow(tr("&Key:"), m_key);
    form->addRow(QString(), m_session);
    form->addRow(QString(), m_keyring);
    form->addRow(QString(), help);
    form->addRow(QString(), m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_use = buttons->button(QDialogButtonBox::Ok);
    m_use->setObjectName(QStringLiteral("llmUseKey"));
    m_use->setText(tr("&Use the key"));
    connect(buttons, &QDialogButtonBox::accepted, this, &KeyDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_key, &QLineEdit::textChanged, this, &KeyDialog::validate);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacingLarge);
    layout->addWidget(why);
    layout->addLayout(form);
    layout->addWidget(buttons);
    validate();
}

void KeyDialog::validate()
{
    const QString key = m_key->text().trimmed();
    const QString problem = keyProblem(key);
    m_use->setEnabled(problem.isEmpty());
    showProblem(key.isEmpty() ? QString() : problem);
}

void KeyDialog::showProblem(const QString &problem)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_problem->setPalette(colours);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void KeyDialog::accept()
{
    const QString typed = m_key->text().trimmed();
    if (!keyProblem(typed).isEmpty()) {
        return;
    }
    SecretKey key(typed.toStdString());
    if (m_session->isChecked()) {
        m_center->setSessionKey(m_provider, std::move(key));
        m_key->clear();
        QDialog::accept();
        return;
    }
    m_use->setEnabled(false);
    m_center->storeKey(m_provider, std::move(key), this, [this](const Result<void> &stored) {
        if (stored) {
            m_key->clear();
            QDialog::accept();
            return;
        }
        m_use->setEnabled(true);
        m_session->setChecked(true); // the way that is left
        showProblem(QString::fromStdString(stored.error().message));
    });
}

} // namespace auspex
