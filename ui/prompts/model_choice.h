// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>

#include "core/llm/llm_service.h"

namespace auspex {

class LlmCenter;
class Session;

/// Which model the studio prices prompts for and tries them on. Kept in the workspace; a look, not
/// an edit.
class ModelChoice : public QObject {
    Q_OBJECT

public:
    ModelChoice(Session *session, LlmCenter *center, QObject *parent = nullptr);

    LlmCenter *center() const { return m_center; }
    std::vector<Provider> providers() const;
    const PriceList &prices() const;
    std::optional<Provider> provider() const; ///< nothing while none is chosen
    QString model() const { return QString::fromStdString(m_spec.model); }
    bool isComplete() const { return provider().has_value() && !m_spec.model.empty(); }

    /// Provider, model and parameters; the prompt is not decided here.
    const LlmSpec &spec() const { return m_spec; }
    void setSpec(const LlmSpec &spec);
    void setProvider(const QString &id); ///< with its first suggested model, where it has one

Q_SIGNALS:
    void changed();
    void providersChanged(); ///< those that there are, or what they cost

private:
    void load();
    void save();

    Session *m_session;
    LlmCenter *m_center;
    LlmSpec m_spec;
};

/// "$0.0875", with two significant digits below a dollar; "free" for nothing at all.
QString moneyText(double dollars);

} // namespace auspex
