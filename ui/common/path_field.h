// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QWidget>

class QLineEdit;

namespace auspex {

/// A path to type, to choose with a dialog, or to drop: the line and the button beside it. The
/// dialog begins in the folder of the path, or where the last one was chosen.
class PathField : public QWidget {
    Q_OBJECT

public:
    enum class Kind { File, Folder, NewFolder };

    /// `name` is for screen readers and for the dialog's title; `filter` as QFileDialog has it.
    PathField(Kind kind, const QString &name, const QString &filter, QWidget *parent);

    QString path() const; ///< without white space at its ends
    void setPath(const QString &path);
    QLineEdit *line() const { return m_line; } ///< the label's buddy

    /// What becomes of a chosen or dropped path before it is shown.
    std::function<QString(const QString &)> convert;

Q_SIGNALS:
    void changed();
    void edited(); ///< by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose();
    void take(const QString &path);

    Kind m_kind;
    QString m_name;
    QString m_filter;
    QLineEdit *m_line;
};

} // namespace auspex
