// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/corpora/corpus_setup.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace auspex {

class OriginForm;
class PathField;
class SegmentsForm;
class Session;

/// Asks for a corpus to make. Says while one types what is missing.
class CorpusImportDialog : public QDialog {
    Q_OBJECT

public:
    CorpusImportDialog(Session *session, const CorpusSetup &setup, QWidget *parent);

    CorpusSetup setup() const;

    /// As it was asked for last, without names and paths of that corpus.
    static CorpusSetup lastSetup();
    static void keepSetup(const CorpusSetup &setup);

private:
    void fitToScreen();
    void createForm();
    void createButtons();
    void setSetup(const CorpusSetup &setup);
    void showOrigin();
    void followName();
    void validate();
    void copyCommand();
    QString freeName(const QString &wanted) const;
    QString proposedFolder() const;

    Session *m_session;
    QStringList m_names; ///< of the corpora that are there
    QFormLayout *m_form = nullptr;
    QComboBox *m_origin;
    OriginForm *m_fields;
    SegmentsForm *m_segments;
    QLineEdit *m_name;
    PathField *m_folder;
    QLabel *m_status;
    QPushButton *m_import = nullptr;
    QPushButton *m_copy = nullptr;
    bool m_nameWasGiven = false;
    bool m_folderWasGiven = false;
    bool m_isFilling = false;
};

} // namespace auspex
