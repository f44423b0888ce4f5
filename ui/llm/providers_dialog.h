// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/llm/provider.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace auspex {

class LlmCenter;
class ProviderForm;

/// Services that answer: the presets, which can be changed and restored, and one's own. Nothing is
/// saved before the dialog is accepted; keys alone take effect at once.
class ProvidersDialog : public QDialog {
    Q_OBJECT

public:
    explicit ProvidersDialog(LlmCenter *center, QWidget *parent = nullptr,
                             const QString &shown = {});

    void accept() override;

private:
    QWidget *createList();
    void showList();
    void showCurrent();
    void takeChange();
    void add();
    void copy();
    void removeOrRestore();
    void insert(Provider provider);
    QString freeId(const std::string &wanted) const;
    QString problem() const;
    void validate();
    QString titleOf(const Provider &provider) const;

    LlmCenter *m_center;
    std::vector<Provider> m_providers;
    QListWidget *m_list = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_copy = nullptr;
    ProviderForm *m_form = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace auspex
