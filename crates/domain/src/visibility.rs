//! Who may see a thing.
use crate::text_enum;

text_enum! {
    /// Who may see a community or a local plan.
    Visibility {
        /// Anyone, also without signing in.
        Public = "public",
        /// Everyone who is signed in.
        Network = "network",
        /// Members of the community, or the team of the plan. A community of this level is listed for everyone who is
        /// signed in, so that they can ask to join; what is inside is for its members.
        Members = "members",
        /// Members only, and listed for members only.
        Hidden = "hidden",
    }
}
