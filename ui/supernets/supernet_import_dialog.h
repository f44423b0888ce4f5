// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/supernets/supernet_setup.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace auspex {

class PathField;
class Session;

/// Asks for weights to import. Says while one types what is missing.
class SupernetImportDialog : public QDialog {
    Q_OBJECT

public:
    SupernetImportDialog(Session *session, const SupernetSetup &setup, QWidget *parent);

    SupernetSetup setup() const;

private:
    void createForm();
    void setSetup(const SupernetSetup &setup);
    void validate();
    QString problem() const;

    Session *m_session;
    QFormLayout *m_form;
    PathField *m_weights;
    QLineEdit *m_name;
    QComboBox *m_space;
    QComboBox *m_corpus;
    QComboBox *m_sizes; ///< where the shape comes from
    QComboBox *m_mixture;
    PathField *m_shape;
    QLabel *m_status;
    QPushButton *m_import = nullptr;
    bool m_nameWasGiven = false;
};

} // namespace auspex
