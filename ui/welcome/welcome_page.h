// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QAction;
class QLabel;

namespace auspex {

class PlotView;
class RecentWorkspaces;

/// What the window shows while no workspace is open: what Auspex answers, ways to begin, the recent
/// workspaces, and an example computed on the spot.
class WelcomePage : public QScrollArea {
    Q_OBJECT

public:
    /// The actions become buttons, in their order; the first is the one to start with.
    WelcomePage(const QList<QAction *> &begin, QAction *help, RecentWorkspaces *recent,
                QWidget *parent = nullptr);

Q_SIGNALS:
    void openRequested(const QString &file);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *createBeginning(const QList<QAction *> &begin, QAction *help,
                             RecentWorkspaces *recent);
    QWidget *createExample();
    QLabel *mutedLabel(const QString &text);
    void applyTheme();

    QList<QLabel *> m_muted;
    QLabel *m_sign = nullptr;
    PlotView *m_plot = nullptr;
    bool m_isPlotted = false;
};

} // namespace auspex
