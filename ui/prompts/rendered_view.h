// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace auspex {

class StudioRendering;
class StudioState;

/// The exact text that will be sent, with the edited component's part shaded and in sight. A click
/// selects the component under it.
class RenderedView : public QPlainTextEdit {
    Q_OBJECT

public:
    RenderedView(StudioState *state, StudioRendering *rendering, QWidget *parent = nullptr);

    /// Brings the place into sight that corresponds to `share` (0 to 1) of the edited component.
    void follow(double share);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showText();
    void showComponent();
    void scrollTo(qsizetype position, bool asNeeded);
    QRectF shadedArea() const;

    StudioState *m_state;
    StudioRendering *m_rendering;
    QString m_text;
    QString m_component;
};

} // namespace auspex
