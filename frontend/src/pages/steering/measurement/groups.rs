//! A measurement by group: a number for each group of its figure.
use crate::{
    components::number_field::{Group, NumberField},
    session::use_session,
};
use contract::{measurement::CellInput, words::steering::MEASUREMENT};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct GroupFieldsProps {
    pub name: AttrValue,
    /// The groups of the figure, in its order.
    pub groups: Vec<String>,
    pub cells: Vec<CellInput>,
    pub onchange: Callback<Vec<CellInput>>,
    /// The field of the API that they are a part of, where that has another name.
    #[prop_or_default]
    pub part_of: Option<AttrValue>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
}

/// The total by group: each may be left empty, as long as all are.
#[component]
pub fn GroupFields(props: &GroupFieldsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let fields = props.groups.iter().enumerate().map(|(place, group)| {
        let value = props.cells.iter().find(|cell| cell.group == *group).map(|cell| cell.value);
        let (order, cells, group_name, emit) = (props.groups.clone(), props.cells.clone(), group.clone(), props.onchange.clone());
        let onchange = Callback::from(move |value: Option<i64>| {
            let mut cells: Vec<CellInput> = cells.iter().filter(|cell| cell.group != group_name).cloned().collect();
            cells.extend(value.map(|value| CellInput { group: group_name.clone(), value }));
            cells.sort_by_key(|cell| order.iter().position(|group| *group == cell.group));
            emit.emit(cells);
        });
        html! {
            <NumberField
                key={group.clone()}
                name={format!("{}-{place}", props.name)}
                part_of={props.part_of.clone().unwrap_or_else(|| props.name.clone())}
                label={group.clone()}
                {value}
                {onchange}
            />
        }
    });
    html! {
        <Group name={props.name.clone()} label={texts.label(&MEASUREMENT.cells)} hint={texts.cells_hint()} errors={props.errors.clone()}>
            { for fields }
        </Group>
    }
}
