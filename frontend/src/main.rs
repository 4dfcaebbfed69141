//! The Kompaan web app.
fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        frontend::scroll_restoration::watch();
        frontend::first_view::take();
    }
    #[cfg(target_arch = "wasm32")]
    yew::Renderer::<frontend::App>::new().render();
}
