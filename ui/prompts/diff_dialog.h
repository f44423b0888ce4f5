// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/prompts/studio_document.h"
#include "ui/prompts/text_diff.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTextBrowser;

namespace auspex {

class PromptMaterial;
class StudioState;

/// Any two prompts, versions or variants side by side: as they are written, or as they are sent.
class DiffDialog : public QDialog {
    Q_OBJECT

public:
    DiffDialog(StudioState *state, PromptMaterial *material, QWidget *parent);

    /// One side: which prompt, and which of its variants (empty: as it is).
    struct Side {
        PromptPlace place;
        QString variant;
    };
    void compare(const Side &left, const Side &right);

    void showNext() { show(m_current + 1); }
    void showPrevious() { show(m_current - 1); }
    int differenceCount() const { return static_cast<int>(m_differences.size()); }
    int currentDifference() const { return m_current; } ///< -1 while there is none
    const std::vector<DiffRow> &rows() const { return m_rows; }

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Choice {
        QComboBox *prompt = nullptr;
        QComboBox *variant = nullptr;
    };

    QWidget *createSide(Choice &choice, const QString &name);
    void fillPrompts();
    void fillVariants(const Choice &choice, const QString &wanted);
    QString textOf(const Choice &choice) const;
    void refresh();
    void show(int difference);
    void paintRows();
    using QDialog::show;

    StudioState *m_state;
    PromptMaterial *m_material;
    Choice m_left;
    Choice m_right;
    QComboBox *m_what = nullptr;
    QTextBrowser *m_view = nullptr;
    QLabel *m_status = nullptr;
    QPushButton *m_previous = nullptr;
    QPushButton *m_next = nullptr;
    std::vector<DiffRow> m_rows;
    std::vector<qsizetype> m_differences;
    int m_current = -1;
};

/// A prompt as text for comparing: each component under its name, with those that are off marked.
QString promptSourceText(const Prompt &prompt, const QString &variant);

} // namespace auspex
