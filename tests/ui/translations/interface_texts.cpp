// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/translations/interface_texts.h"

#include <algorithm>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QRegularExpression>
#include <QSpinBox>
#include <QStatusBar>
#include <QTabBar>
#include <QTableView>
#include <QTextDocumentFragment>
#include <QTextEdit>
#include <QTreeView>

#include "ui/charts/plot.h"

namespace auspex::test {

namespace {

constexpr QChar opening(0x27e6);
constexpr QChar closing(0x27e7);
constexpr int mostRows = 100;

class Collector {
public:
    void widget(const QWidget *widget);
    void action(const QAction *action);
    QList<InterfaceText> texts() const { return m_texts; }

private:
    void add(const char *property, const QString &text)
    {
        if (!text.isEmpty()) {
            m_texts.append({m_owner + u'.' + QLatin1String(property), text});
        }
    }

    void inputs(const QWidget *widget);
    void view(const QAbstractItemView *view);
    void header(const QHeaderView *header, Qt::Orientation orientation);
    void rows(const QAbstractItemModel *model, const QModelIndex &parent);
    void plot(const PlotView *plot);

    QString m_owner;
    QList<InterfaceText> m_texts;
};

void Collector::widget(const QWidget *widget)
{
    m_owner = QLatin1String(widget->metaObject()->className()) + u'#' + widget->objectName();
    add("windowTitle", widget->windowTitle());
    add("toolTip", widget->toolTip());
    add("statusTip", widget->statusTip());
    add("whatsThis", widget->whatsThis());
    add("accessibleName", widget->accessibleName());
    add("accessibleDescription", widget->accessibleDescription());
    if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        add("text", label->text());
    } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
        add("text", button->text());
    } else if (const auto *group = qobject_cast<const QGroupBox *>(widget)) {
        add("title", group->title());
    } else if (const auto *menu = qobject_cast<const QMenu *>(widget)) {
        add("title", menu->title());
    } else if (const auto *bar = qobject_cast<const QStatusBar *>(widget)) {
        add("message", bar->currentMessage());
    } else if (const auto *progress = qobject_cast<const QProgressBar *>(widget)) {
        add("text", progress->text());
    } else if (const auto *chart = qobject_cast<const PlotView *>(widget)) {
        plot(chart);
    } else if (const auto *items = qobject_cast<const QAbstractItemView *>(widget)) {
        view(items);
    } else {
        inputs(widget);
    }
}

void Collector::inputs(const QWidget *widget)
{
    if (const auto *line = qobject_cast<const QLineEdit *>(widget)) {
        add("placeholderText", line->placeholderText());
        add("text", line->text());
    } else if (const auto *plain = qobject_cast<const QPlainTextEdit *>(widget)) {
        add("placeholderText", plain->placeholderText());
        add("text", plain->toPlainText());
    } else if (const auto *text = qobject_cast<const QTextEdit *>(widget)) {
        add("placeholderText", text->placeholderText());
    } else if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
        add("placeholderText", box->placeholderText());
        rows(box->model(), {});
    } else if (const auto *spin = qobject_cast<const QSpinBox *>(widget)) {
        add("text", spin->text());
        add("specialValueText", spin->specialValueText());
    } else if (const auto *number = qobject_cast<const QDoubleSpinBox *>(widget)) {
        add("text", number->text());
        add("specialValueText", number->specialValueText());
    } else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
        for (int i = 0; i < tabs->count(); ++i) {
            add("tabText", tabs->tabText(i));
            add("tabToolTip", tabs->tabToolTip(i));
        }
    }
}

void Collector::view(const QAbstractItemView *view)
{
    if (!view->model() || qobject_cast<const QHeaderView *>(view)) {
        return;
    }
    if (const auto *table = qobject_cast<const QTableView *>(view)) {
        header(table->horizontalHeader(), Qt::Horizontal);
        header(table->verticalHeader(), Qt::Vertical);
    } else if (const auto *tree = qobject_cast<const QTreeView *>(view)) {
        header(tree->header(), Qt::Horizontal);
    }
    rows(view->model(), {});
}

void Collector::header(const QHeaderView *header, Qt::Orientation orientation)
{
    if (header->isHidden()) {
        return;
    }
    for (int section = 0; section < std::min(header->count(), mostRows); ++section) {
        for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole}) {
            add("header", header->model()->headerData(section, orientation, role).toString());
        }
    }
}

void Collector::rows(const QAbstractItemModel *model, const QModelIndex &parent)
{
    for (int row = 0; row < std::min(model->rowCount(parent), mostRows); ++row) {
        for (int column = 0; column < model->columnCount(parent); ++column) {
            const QModelIndex index = model->index(row, column, parent);
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::StatusTipRole,
                                   Qt::AccessibleTextRole, Qt::AccessibleDescriptionRole}) {
                add("item", index.data(role).toString());
            }
            rows(model, index);
        }
    }
}

void Collector::plot(const PlotView *plot)
{
    const PlotData &data = plot->data();
    add("title", data.title);
    add("emptyText", data.emptyText);
    add("shapes", data.shapeNames.join(u'\n'));
    for (const PlotAxis &axis : {data.xAxis, data.yAxis}) {
        add("axis", axis.title);
        add("axisNames", QStringList(axis.names).join(u'\n'));
    }
    for (const PlotSeries &series : data.series) {
        add("series", series.name);
    }
    for (const PlotLine &line : data.lines) {
        add("line", line.name);
    }
    if (!data.points.isEmpty()) {
        add("point", plot->describePoint(0));
    }
    for (const PlotPoint &point : data.points) {
        add("label", point.label);
    }
}

void Collector::action(const QAction *action)
{
    m_owner = QStringLiteral("QAction#") + action->objectName();
    add("text", action->text());
    add("toolTip", action->toolTip());
    add("statusTip", action->statusTip());
    add("whatsThis", action->whatsThis());
    add("disabledReason", action->property("disabledReason").toString());
}

} // namespace

QString PseudoTranslator::translate(const char *, const char *source, const char *, int) const
{
    static const QRegularExpression placeholder(QStringLiteral("%L?(\\d{1,2}|n)"));
    const QString text = QString::fromUtf8(source);
    QString result;
    const auto addPiece = [&result](const QString &piece) {
        if (!piece.isEmpty()) {
            result += opening + piece + closing;
        }
    };
    qsizetype end = 0;
    for (auto found = placeholder.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        addPiece(text.mid(end, match.capturedStart() - end));
        result += match.captured();
        end = match.capturedEnd();
    }
    addPiece(text.mid(end));
    return result;
}

QList<InterfaceText> interfaceTexts()
{
    Collector collector;
    QSet<const QAction *> actions;
    const QWidgetList widgets = QApplication::allWidgets();
    for (const QWidget *widget : widgets) {
        collector.widget(widget);
        const QList<QAction *> own = widget->actions() + widget->findChildren<QAction *>();
        actions.unite(QSet<const QAction *>(own.begin(), own.end()));
    }
    for (const QAction *action : std::as_const(actions)) {
        collector.action(action);
    }
    return collector.texts();
}

QString untranslatedPart(const QString &text, const QStringList &data)
{
    static const QRegularExpression translated(QStringLiteral("\u27e6[^\u27e6\u27e7]*\u27e7"));
    static const QRegularExpression key(QStringLiteral("\\+[A-Z](?![^\\W_])"));
    static const QRegularExpression elided(QStringLiteral("\\S*…\\S*")); // a long name of the data
    static const QRegularExpression letter(QStringLiteral("\\p{L}"));
    QString rest = Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText()
                                             : text;
    rest.replace(QStringLiteral("⟦+⟧"), QStringLiteral("+")); // between the keys of a shortcut
    for (QString before; before != rest;) {                   // from the inside out
        before = rest;
        rest.replace(translated, QStringLiteral(" "));
    }
    rest.replace(key, QStringLiteral("+"));
    rest.remove(elided);
    QStringList longestFirst = data;
    std::sort(longestFirst.begin(), longestFirst.end(),
              [](const QString &a, const QString &b) { return a.size() > b.size(); });
    for (const QString &name : std::as_const(longestFirst)) {
        if (!name.isEmpty()) {
            rest.replace(name, QStringLiteral(" "));
        }
    }
    return rest.contains(letter) ? rest.simplified() : QString();
}

} // namespace auspex::test
