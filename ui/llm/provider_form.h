// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

#include "core/llm/chat_format.h"
#include "ui/common/background.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace auspex {

class LlmCenter;
class SwitchesForm;

/// One provider in pages: how it is reached, its key, its models. Every edit is told at once; the
/// key alone goes its own way, to the session or the keyring, and is never part of a provider.
class ProviderForm : public QTabWidget {
    Q_OBJECT

public:
    explicit ProviderForm(LlmCenter *center, QWidget *parent = nullptr);

    /// A preset keeps its id: specs name it.
    void setProvider(const Provider &provider, bool isPreset);
    Provider provider() const;
    QString problem() const; ///< of the fields that no provider can hold; empty where there is none

Q_SIGNALS:
    void changed();

private:
    QWidget *createConnection();
    QWidget *createKey();
    QWidget *createModels();
    void tell();
    void showKey();
    void takeKey(bool toKeyring);
    void forgetKey();
    void showKeyProblem(const QString &text, bool isProblem);
    void test();
    void showTest(const QString &text, bool isProblem);
    void showRules();
    void showRule();
    void changeRule();
    void addRule();
    void removeRule();

    struct Tested {
        tl::expected<std::vector<std::string>, ChatFailure> models;
        double seconds = 0.0;
    };

    LlmCenter *m_center;
    Provider m_provider; ///< as it was given, with the rules as they are now
    bool m_loading = false;
    Background<std::shared_ptr<Tested>> m_test;

    QLineEdit *m_title = nullptr;
    QLineEdit *m_id = nullptr;
    QComboBox *m_family = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_version = nullptr;
    QCheckBox *m_local = nullptr;
    QCheckBox *m_plainHttp = nullptr;
    QCheckBox *m_batches = nullptr;
    QSpinBox *m_parallel = nullptr;
    QSpinBox *m_perMinute = nullptr;
    QComboBox *m_counter = nullptr;
    QPushButton *m_testButton = nullptr;
    QLabel *m_testResult = nullptr;

    QCheckBox *m_needsKey = nullptr;
    QLineEdit *m_variable = nullptr;
    QLabel *m_keySource = nullptr;
    QLineEdit *m_key = nullptr;
    QPushButton *m_useKey = nullptr;
    QPushButton *m_storeKey = nullptr;
    QPushButton *m_forgetKey = nullptr;
    QLabel *m_keyProblem = nullptr;

    QLineEdit *m_suggested = nullptr;
    QListWidget *m_rules = nullptr;
    QLineEdit *m_pattern = nullptr;
    QPushButton *m_removeRule = nullptr;
    SwitchesForm *m_switches = nullptr;
};

} // namespace auspex
