// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QHash>

#include "ui/prompts/studio_rendering.h"
#include "ui/prompts/studio_state.h"

namespace auspex {

/// The components of the open prompt with the switches of the open variant. Every change goes to
/// the state.
class ComponentModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        PartRole = Qt::UserRole + 1, ///< its title
        ProblemRole,                 ///< of the component, or empty
    };

    ComponentModel(StudioState *state, StudioRendering *rendering, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }

    QString idAt(int row) const;
    int rowOf(const QString &id) const;

Q_SIGNALS:
    void refused(const QString &why); ///< a name that cannot be given

private:
    void refresh();
    void findProblems();

    StudioState *m_state;
    StudioRendering *m_rendering;
    std::vector<PromptComponent> m_components; ///< as shown
    QString m_variant;
    QHash<QString, QString> m_problems;
};

} // namespace auspex
