//! A change that takes one press, and can be taken back.
use crate::{
    resources::Managed,
    session::{Notice, use_session},
};
use yew::{platform::spawn_local, prelude::*};

/// What a press does that replaces something by `input`: it says `said` and offers to undo it; `changed` hears of both. The second value tells whether it is on its way.
#[hook]
pub fn use_quick_change<M: Managed>(view: &M::View, input: M::Input, said: String, changed: &Callback<()>) -> (Callback<MouseEvent>, bool) {
    let session = use_session();
    let busy = use_state(|| false);
    let onclick = {
        let (view, changed, busy) = (view.clone(), changed.clone(), busy.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (session, view, input, said, changed, busy) = (session.clone(), view.clone(), input.clone(), said.clone(), changed.clone(), busy.clone());
            spawn_local(async move {
                match M::of(&session.client).replace(M::id(&view), &format!("\"v{}\"", M::version(&view)), &input).await {
                    Ok(saved) => {
                        let undo = {
                            let (session, changed) = (session.clone(), changed.clone());
                            Callback::from(move |()| {
                                let (session, view, changed, etag) = (session.clone(), view.clone(), changed.clone(), saved.etag.clone());
                                spawn_local(async move {
                                    if let Err(error) = M::of(&session.client).replace(M::id(&view), &etag, &M::input(&view)).await {
                                        session.say(session.texts().failure(&error));
                                    }
                                    changed.emit(());
                                });
                            })
                        };
                        session.tell(Notice { text: said.into(), undo: Some(undo), unfinished: None });
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                busy.set(false);
                changed.emit(());
            });
        })
    };
    (onclick, *busy)
}
