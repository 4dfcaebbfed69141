//! What was deleted, and bringing it back.
use crate::{
    components::{
        button::{Appearance, Button},
        layout::Page,
        paragraph::P,
        settled::settled,
    },
    format::{fill, moment},
    hooks::use_pages,
    i18n::Texts,
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use contract::PageQuery;
use domain::resource::Kind;
use std::marker::PhantomData;
use yew::{platform::spawn_local, prelude::*};

/// All that was deleted and can still be brought back, by resource.
#[component]
pub fn DeletedThings() -> Html {
    let session = use_session();
    let texts = session.texts();
    html! {
        <Page
            title={texts.manage_deleted()}
            lead={texts.manage_deleted_lead()}
            trail={vec![(AttrValue::from(texts.manage()), Route::Manage)]}
        >
            { for Kind::ALL.iter().map(|kind| deleted_of(texts, *kind)) }
        </Page>
    }
}

macro_rules! define {
    ($(#[doc = $doc:literal] $kind:ident = $text:literal, [$($word:literal),+], $(fields $of:ident::$fields:ident,)? read $read:ident
        $(, id $id:ident at $area:ident::$module:ident, $all:ident, $many:ident $path:literal, $input:ident, $filter:ident)?;)+) => {
        /// What was deleted of a kind; nothing of what cannot be deleted by itself.
        fn deleted_of(texts: Texts, kind: Kind) -> Html {
            match kind { $(Kind::$kind => shown!(texts, kind $(, $all)?),)+ }
        }
    };
}

macro_rules! shown {
    ($texts:ident, $kind:ident) => {
        Html::default()
    };
    ($texts:ident, $kind:ident, $all:ident) => {
        html! { <DeletedOf<resources::$all> title={$texts.several($kind)} /> }
    };
}

domain::kinds!(define);

#[derive(Properties)]
struct DeletedOfProps<M: Managed> {
    title: &'static str,
    #[prop_or_default]
    kind: PhantomData<M>,
}

impl<M: Managed> PartialEq for DeletedOfProps<M> {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title
    }
}

#[component]
fn DeletedOf<M: Managed>(props: &DeletedOfProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let round = use_state(|| 0_u32);
    let client = session.client.clone();
    let pages = use_pages(*round, move |_, cursor| {
        let client = client.clone();
        Box::pin(async move { M::of(&client).list(&M::deleted(), &PageQuery { sort: Some("-updatedAt".into()), cursor, ..PageQuery::default() }).await })
    });
    let restore = |view: &M::View| {
        let (session, view, round) = (session.clone(), view.clone(), round.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, view, round) = (session.clone(), view.clone(), round.clone());
            spawn_local(async move {
                let etag = format!("\"v{}\"", M::version(&view));
                match M::of(&session.client).restore(M::id(&view), &etag).await {
                    Ok(restored) => {
                        session.say(fill(session.texts().restored(), &[M::name(&restored.value)]));
                        session.refresh_catalogue();
                    }
                    Err(error) => session.say(session.texts().not_restored(&error)),
                }
                round.set(*round + 1);
            });
        })
    };
    let content = match settled(pages.first.clone(), &pages.reload) {
        Err(instead) => instead,
        Ok(page) if page.items.is_empty() => html! { <P class="kompaan-quiet">{ texts.manage_deleted_none() }</P> },
        Ok(_) => html! {
            <>
                <ul class="kompaan-people">
                    { for pages.items().iter().map(|view| html! {
                        <li key={M::id(view).to_string()} class="kompaan-people__person">
                            <span class="kompaan-people__name">{ M::name(view) }</span>
                            if let Some(deleted) = M::deleted_at(view) {
                                <span class="kompaan-quiet">{ fill(texts.manage_deleted_at(), &[&moment(session.lang, deleted)]) }</span>
                            }
                            <span class="kompaan-actions">
                                <Button appearance={Appearance::Secondary} onclick={restore(view)}>
                                    { texts.restore() }
                                    <span class="kompaan-visually-hidden">{ format!(" {}", M::name(view)) }</span>
                                </Button>
                            </span>
                        </li>
                    }) }
                </ul>
                { pages.more_button(texts) }
            </>
        },
    };
    html! { <section><h2 class="utrecht-heading-2">{ props.title }</h2>{ content }</section> }
}
