// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "ui/supernets/subnet_scores.h"

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QTableView;
class QTimer;

namespace auspex {

class MessageArea;
class PathField;
class ResultTableModel;
class Session;

/// One supernet: what it is, the scores of its subnets, and their translations.
class SubnetView : public QWidget {
    Q_OBJECT

public:
    SubnetView(Session *session, QWidget *parent);

    QList<QAction *> viewActions() const { return m_actions; }

    void setSupernet(const std::optional<StoredSupernet> &supernet);

    /// Of the rows that are selected in the table of scores, in its order.
    std::vector<Architecture> selectedSubnets() const;

    /// Writes the selected subnet as a model of its own; by a job.
    void exportSubnet(const QString &file);
    Result<void> exportTable(const QString &file) const; ///< the one that has, or had, the focus

private:
    QAction *command(const char *name, const QString &icon, const QString &text, const QString &tip,
                     std::function<void()> call);
    void createActions();
    QWidget *createTop();
    QTableView *createTable(const char *name, const QString &title, ResultTableModel *model);
    void fillChoices();
    void showScores();
    void showChoice();
    void updateActions();
    SubnetChoice choice() const;
    SupernetSpec spec() const;
    std::shared_ptr<SupernetService> service();
    void score();
    void translate();
    void wrapTranslations(); ///< rows as high as their texts
    void tell(const Error &error);

    Session *m_session;
    QList<QAction *> m_actions;
    QAction *m_score = nullptr;
    QAction *m_translate = nullptr;
    QAction *m_exportSubnet = nullptr;
    QAction *m_exportTable = nullptr;
    std::optional<StoredSupernet> m_supernet;
    ScoredSubnets m_scored;
    MessageArea *m_messages;
    QLabel *m_title;
    QLabel *m_facts;
    QComboBox *m_source;
    QSpinBox *m_count;
    QSpinBox *m_seed;
    QWidget *m_sample = nullptr;
    PathField *m_file;
    QComboBox *m_split;
    QSpinBox *m_sentences;
    QCheckBox *m_bleu;
    ResultTableModel *m_scores;
    ResultTableModel *m_translations;
    QTimer *m_wrap; ///< until rows are made as high as their texts
    QLabel *m_hint; ///< in place of the tables until something is scored
    QTableView *m_scoreTable = nullptr;
    QTableView *m_translationTable = nullptr;
    bool m_isTranslationLast = false; ///< the table that was used last
    int m_running = 0;
};

} // namespace auspex
