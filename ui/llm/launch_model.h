// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>
#include <QStringList>

#include "core/llm/chat_format.h"
#include "ui/common/background.h"
#include "ui/session/llm_center.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace auspex {

/// Who predicts: the provider with its key, and the model. The models that a service offers are
/// fetched in the background where it can be asked.
class LaunchModel : public QGroupBox {
    Q_OBJECT

public:
    explicit LaunchModel(LlmCenter *center, QWidget *parent = nullptr);

    void setSetup(const LlmRunSetup &setup);
    void fill(LlmRunSetup &setup) const;
    QString problem() const;

    const Provider *provider() const; ///< null where none is chosen
    QString model() const;

Q_SIGNALS:
    void changed();
    void providersRequested(const QString &shown);

private:
    using Models = tl::expected<std::vector<std::string>, ChatFailure>;

    void showProviders();
    void showProvider();
    void showKey();
    void fetchModels();
    void showModels(const QStringList &models);

    LlmCenter *m_center;
    QComboBox *m_provider;
    QPushButton *m_edit;
    QLabel *m_key;
    QComboBox *m_model;
    QLabel *m_offered;
    QString m_wanted;  ///< a provider that is not there
    QString m_fetched; ///< whose models were asked for
    Background<std::shared_ptr<Models>> m_fetch;
};

} // namespace auspex
