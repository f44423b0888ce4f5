// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/call_detail.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "ui/common/theme.h"
#include "ui/llm/llm_texts.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int indentation = 2;

/// What stands in "content" of a message: a text, or parts with texts.
std::string contentOf(const nlohmann::json &message)
{
    const auto content = message.find("content");
    if (content == message.end()) {
        return {};
    }
    if (content->is_string()) {
        return content->get<std::string>();
    }
    std::string text;
    if (content->is_array()) {
        for (const nlohmann::json &part : *content) {
            const auto found = part.is_object() ? part.find("text") : part.end();
            if (found != part.end() && found->is_string()) {
                text += found->get<std::string>();
            }
        }
    }
    return text;
}

} // namespace

QString prettyText(const std::string &text)
{
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (json.is_discarded()) {
        return QString::fromStdString(text);
    }
    return QString::fromStdString(
        json.dump(indentation, ' ', false, nlohmann::json::error_handler_t::replace));
}

QString promptOfRequest(const std::string &body)
{
    const auto json = nlohmann::json::parse(body, nullptr, false);
    const auto messages = json.is_object() ? json.find("messages") : json.end();
    if (messages == json.end() || !messages->is_array()) {
        return {};
    }
    std::string text;
    for (const nlohmann::json &message : *messages) {
        if (message.is_object()) {
            text += contentOf(message);
        }
    }
    return QString::fromStdString(text);
}

CallDetail::CallDetail(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_summary(new QLabel(this))
    , m_pages(new QTabWidget(this))
{
    m_summary->setObjectName(QStringLiteral("llmCallSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_pages->setObjectName(QStringLiteral("llmCallPages"));
    m_pages->setDocumentMode(true);
    m_reply = addPage("llmCallReply", tr("Reply"));
    m_prompt = addPage("llmCallPrompt", tr("Prompt"));
    m_request = addPage("llmCallRequest", tr("Request"));
    m_price = addPage("llmCallPrice", tr("Usage and price"));
    auto *copy = new QToolButton(m_pages);
    copy->setObjectName(QStringLiteral("llmCopyCallPage"));
    copy->setAutoRaise(true);
    copy->setIcon(themedIcon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the whole text of this page"));
    copy->setAccessibleName(tr("Copy the page"));
    copy->setFocusPolicy(Qt::TabFocus);
    connect(copy, &QToolButton::clicked, this, &CallDetail::copyPage);
    m_pages->setCornerWidget(copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(m_summary);
    layout->addWidget(m_pages, 1);
    setCall(0);
}

QPlainTextEdit *CallDetail::addPage(const char *name, const QString &title)
{
    auto *page = new QPlainTextEdit(m_pages);
    page->setObjectName(QLatin1String(name));
    page->setAccessibleName(title);
    page->setReadOnly(true);
    page->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    page->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    page->setFrameShape(QFrame::NoFrame);
    page->setTabChangesFocus(true);
    m_pages->addTab(page, title);
    return page;
}

void CallDetail::setCall(qint64 id)
{
    m_id = id;
    m_pages->setVisible(id != 0);
    if (id == 0 || !m_session->workspace()) {
        m_summary->setText(tr("Choose a call to see its request and its reply."));
        return;
    }
    const Result<StoredCall> call = loadCall(*m_session->workspace(), id);
    if (call) {
        show(*call);
    } else {
        m_summary->setText(QString::fromStdString(call.error().message));
        m_pages->hide();
    }
}

void CallDetail::show(const StoredCall &call)
{
    const QLocale locale;
    QStringList facts;
    if (!call.problem.empty()) {
        facts.append(QString::fromStdString(call.problem));
    } else if (call.value) {
        facts.append(tr("Value %1.").arg(locale.toString(*call.value, 'f', 2)));
    }
    if (call.expected) {
        facts.append(tr("Expected value %1 ± %2.")
                         .arg(locale.toString(*call.expected, 'f', 2),
                              locale.toString(call.deviation.value_or(0.0), 'f', 2)));
    }
    if (call.status != 0) {
        facts.append(tr("HTTP status %1.").arg(call.status));
    }
    if (!call.finish.empty()) {
        facts.append(tr("Ended with \"%1\".").arg(QString::fromStdString(call.finish)));
    }
    if (!call.requestId.empty()) {
        facts.append(tr("Request id %1.").arg(QString::fromStdString(call.requestId)));
    }
    m_summary->setText(facts.join(u' '));
    m_prompt->setPlainText(promptOfRequest(call.request));
    m_request->setPlainText(prettyText(call.request));
    m_reply->setPlainText(prettyText(call.response));
    QStringList paid;
    paid.append(tr("Cost: %1").arg(moneyText(call.cost)));
    paid.append(tr("Provider: %1").arg(QString::fromStdString(call.provider)));
    paid.append(tr("Model: %1").arg(QString::fromStdString(call.model)));
    if (!call.fingerprint.empty()) {
        paid.append(tr("Fingerprint: %1").arg(QString::fromStdString(call.fingerprint)));
    }
    if (!call.usage.empty()) {
        paid.append(QString());
        paid.append(tr("Usage as the service told it:"));
        paid.append(prettyText(call.usage));
    }
    if (!call.price.empty()) {
        paid.append(QString());
        paid.append(tr("Price that was used:"));
        paid.append(prettyText(call.price));
    }
    m_price->setPlainText(paid.join(u'\n'));
    m_pages->show();
}

void CallDetail::copyPage()
{
    if (const auto *page = qobject_cast<QPlainTextEdit *>(m_pages->currentWidget())) {
        QGuiApplication::clipboard()->setText(page->toPlainText());
    }
}

} // namespace auspex
